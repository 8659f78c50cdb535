package org.gatepost.cdi.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.apache.geronimo.transaction.manager.TransactionManagerImpl;
import org.gatepost.cdi.EnlistingDatabase;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.JdbcLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger asks the server's registry where connections do not say that a transaction runs. */
class HiddenTransactionsTest {
  private static final String NAME = "java:comp/TransactionSynchronizationRegistry";
  private static final ThreadLocal<Object> BOUND = new ThreadLocal<>();
  private static final DeliveryKey KEY = new DeliveryKey("test", "id-1");

  private final TransactionManagerImpl transactions;
  private final EnlistingDatabase database;

  HiddenTransactionsTest() throws Exception {
    transactions = new TransactionManagerImpl();
    database = new EnlistingDatabase(transactions);
    database.hideTransactions();
  }

  @AfterEach
  void forgetNaming() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    BOUND.remove();
  }

  @Test
  void claimWithinATransactionIsRefused() throws Exception {
    Ledger ledger = ledger(transactions);
    ledger.claim(new DeliveryKey("test", "id-0"));
    transactions.begin();
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.claim(KEY))
        .withMessage(
            "a Jakarta transaction is running, and a delivery must be claimed where none is");
    transactions.setRollbackOnly();
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.claim(KEY));
    transactions.rollback();

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void completionIsInTheTransactionOfTheReceipt() throws Exception {
    Ledger ledger = ledger(transactions);
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    database.asked();
    transactions.begin();
    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.COMPLETION);
    transactions.commit();

    assertThat(database.asked())
        .containsExactly("INSERT gatepost_receipt", "UPDATE gatepost_delivery", "commit");
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void completionIsTakenBackWithTheTransaction() throws Exception {
    Ledger ledger = ledger(transactions);
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    transactions.begin();
    ledger.giveLastReceipt(claim, "a");
    transactions.rollback();

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.hasReceipt(claim, "a")).isFalse();
  }

  /** Tomcat has no such name, and something else may have it. */
  @Test
  void withoutTheRegistryTheConnectionIsBelieved() throws Exception {
    for (Object other : new Object[] {null, "no registry"}) {
      Ledger ledger = ledger(other);
      assertThat(ledger.claim(new DeliveryKey("test", "id-" + other)))
          .isInstanceOf(Claim.Granted.class);
    }
  }

  private Ledger ledger(Object registry) {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Naming.class.getName());
    BOUND.set(registry);
    return JdbcLedger.of(
        database.dataSource(), Duration.ofHours(1), Duration.ofHours(1), Clock.systemUTC());
  }

  /** Naming with one name. */
  public static final class Naming implements InitialContextFactory {
    public Naming() {}

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (self, method, arguments) -> {
                if (!method.getName().equals("lookup")) {
                  return null;
                }
                if (BOUND.get() == null || !NAME.equals(arguments[0].toString())) {
                  throw new NameNotFoundException(arguments[0].toString());
                }
                return BOUND.get();
              });
    }
  }
}
