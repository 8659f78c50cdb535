package org.gatepost.cdi.internal.dispatch;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.function.BooleanSupplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.gatepost.cdi.internal.Messages;

/**
 * Effect and receipt in one transaction of Jakarta Transactions, begun and ended here: both are
 * committed, or neither. Thread-safe.
 */
final class JtaTransactions implements Transactions {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  // Jakarta Transactions, section 4.2, as a component finds it (Jakarta EE Platform, section 5.10).
  private static final String JNDI_NAME = "java:comp/UserTransaction";

  private final UserTransaction transaction;

  JtaTransactions(UserTransaction transaction) {
    this.transaction = transaction;
  }

  /** Those of this server, or {@link Transactions#NONE} if there is nothing under the name. */
  // The name is a constant, and nothing that comes from outside.
  @SuppressWarnings("BanJNDI")
  static Transactions find() {
    try {
      return InitialContext.doLookup(JNDI_NAME) instanceof UserTransaction found
          ? new JtaTransactions(found)
          : NONE;
    } catch (NamingException absent) {
      return NONE;
    }
  }

  @Override
  public boolean run(Effect effect, BooleanSupplier receipt) throws Exception {
    transaction.begin();
    boolean done = false;
    boolean said;
    try {
      effect.run();
      if (transaction.getStatus() != Status.STATUS_ACTIVE) {
        // Marked by the observer or by what it called, or it took too long.
        throw new RollbackException(Messages.markedForRollback());
      }
      said = receipt.getAsBoolean();
      done = true;
    } finally {
      if (!done) {
        rollback();
      }
    }
    transaction.commit();
    return said;
  }

  private void rollback() {
    try {
      transaction.rollback();
    } catch (SystemException | RuntimeException e) {
      // What failed is on its way already; a transaction that is gone cannot be committed either.
      // Whatever a server throws here must not hide it.
      LOG.log(System.Logger.Level.DEBUG, "The transaction could not be rolled back", e);
    }
  }
}
