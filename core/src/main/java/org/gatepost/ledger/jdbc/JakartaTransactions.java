package org.gatepost.ledger.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the thread is in a transaction of Jakarta Transactions, as the server's own
 * registry knows it: a connection may say within one that it commits each statement. Called by a
 * handle, since no class of this jar may need Jakarta Transactions to be loaded. Thread-safe.
 */
final class JakartaTransactions implements BooleanSupplier {
  // Jakarta Transactions 2.0, section 3.5: one object, for any number of threads.
  private static final String JNDI_NAME = "java:comp/TransactionSynchronizationRegistry";
  private static final String TYPE = "jakarta.transaction.TransactionSynchronizationRegistry";

  /** {@code jakarta.transaction.Status.STATUS_NO_TRANSACTION}. */
  private static final int NO_TRANSACTION = 6;

  private final MethodHandle status;

  private JakartaTransactions(MethodHandle status) {
    this.status = status;
  }

  /**
   * What tells of this server's, looked up now, by the thread of a component. Without Jakarta
   * Transactions no thread is ever in one.
   */
  // The name is a constant, and nothing that comes from outside.
  @SuppressWarnings("BanJNDI")
  static BooleanSupplier ofServer() {
    try {
      Object registry = InitialContext.doLookup(JNDI_NAME);
      Class<?> type = registry == null ? null : type(registry.getClass());
      if (type != null) {
        return new JakartaTransactions(
            MethodHandles.publicLookup()
                .findVirtual(type, "getTransactionStatus", MethodType.methodType(int.class))
                .bindTo(registry));
      }
    } catch (NamingException | ReflectiveOperationException | LinkageError absent) {
      // Tomcat and Jetty have no such name, and a small JDK no naming.
    }
    return () -> false;
  }

  /** The interface as the server's class has it, whichever loader knows it. */
  private static @Nullable Class<?> type(@Nullable Class<?> implementation) {
    for (Class<?> c = implementation; c != null; c = c.getSuperclass()) {
      for (Class<?> candidate : c.getInterfaces()) {
        Class<?> found = candidate.getName().equals(TYPE) ? candidate : type(candidate);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /**
   * Whether this thread is in one, marked for rollback or not.
   *
   * @throws LedgerException if the server does not say
   */
  @Override
  public boolean getAsBoolean() {
    try {
      return (int) status.invoke() != NO_TRANSACTION;
    } catch (Throwable unknown) {
      if (unknown instanceof Error error) {
        throw error;
      }
      throw new LedgerException(
          "the server does not say whether a transaction is running", unknown);
    }
  }
}
