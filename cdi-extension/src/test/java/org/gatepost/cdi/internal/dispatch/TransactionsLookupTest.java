package org.gatepost.cdi.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.gatepost.cdi.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server's naming has under the name that components find their transactions by. */
class TransactionsLookupTest {
  private static final String NAME = "java:comp/UserTransaction";
  private static final ThreadLocal<Object> BOUND = new ThreadLocal<>();

  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void forgetNaming() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    BOUND.remove();
  }

  @Test
  void thereAreNoneWithoutNaming() {
    assertThat(Transactions.ofServer()).isSameAs(Transactions.NONE);
  }

  @Test
  void thereAreNoneWhereNothingHasTheName() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());

    assertThat(Transactions.ofServer()).isSameAs(Transactions.NONE);
  }

  @Test
  void thereAreNoneWhereSomethingElseHasTheName() {
    bind("not a transaction");

    assertThat(Transactions.ofServer()).isSameAs(Transactions.NONE);
  }

  @Test
  void whatTheServerHasIsBegunAndCommitted() throws Exception {
    bind(transaction(false));

    assertThat(Transactions.ofServer().run(() -> asked.add("work"), () -> asked.add("receipt")))
        .isTrue();

    assertThat(asked).containsExactly("begin", "work", "getStatus", "receipt", "commit");
  }

  @Test
  void failureOfTheRollbackDoesNotHideWhyItWasNecessary() {
    bind(transaction(true));

    try (LogLines lines = new LogLines()) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  Transactions.ofServer()
                      .run(
                          () -> {
                            throw new IllegalStateException("work failed");
                          },
                          () -> asked.add("receipt")))
          .withMessage("work failed");

      assertThat(lines.with("could not be rolled back")).hasSize(1);
    }
    assertThat(asked).containsExactly("begin", "rollback");
  }

  private static void bind(Object found) {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
    BOUND.set(found);
  }

  private UserTransaction transaction(boolean losesItself) {
    return proxy(
        UserTransaction.class,
        (method, argument) -> {
          asked.add(method);
          if (losesItself && method.equals("rollback")) {
            throw new SystemException("expected");
          }
          // jakarta.transaction.Status.STATUS_ACTIVE
          return method.equals("getStatus") ? 0 : null;
        });
  }

  /** A call of a method with up to one argument. */
  private interface Call {
    Object of(String method, Object argument) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                call.of(method.getName(), arguments == null ? null : arguments[0])));
  }

  /** Naming with one name. */
  public static final class Naming implements InitialContextFactory {
    public Naming() {}

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return proxy(
          Context.class,
          (method, name) -> {
            if (!method.equals("lookup")) {
              return null;
            }
            if (BOUND.get() == null || !NAME.equals(name.toString())) {
              throw new NameNotFoundException(name.toString());
            }
            return BOUND.get();
          });
    }
  }
}
