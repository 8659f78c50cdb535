package org.gatepost.cdi.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.geronimo.transaction.manager.TransactionManagerImpl;
import org.gatepost.cdi.EnlistingDatabase;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.TestSender;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.Observers;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.RetryAfterException;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.ledger.jdbc.JdbcLedger;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work, receipts and completion by a real transaction manager, in a real database. */
class JtaTransactionsTest {
  private static final String CLAIM = "INSERT gatepost_delivery";
  private static final String WORK = "INSERT work";
  private static final String RECEIPT = "INSERT gatepost_receipt";
  private static final String COMPLETION = "UPDATE gatepost_delivery";
  private static final String RELEASE = COMPLETION;
  private static final String COMMIT = "commit";

  private final TransactionManagerImpl transactions;
  private final EnlistingDatabase database;
  private final Ledger ledger;
  private DeliveryKey key = new DeliveryKey("test", "id-0");

  JtaTransactionsTest() throws Exception {
    transactions = new TransactionManagerImpl();
    database = new EnlistingDatabase(transactions);
    ledger =
        JdbcLedger.of(
            database.dataSource(), Duration.ofHours(1), Duration.ofHours(1), Clock.systemUTC());
  }

  @BeforeEach
  void makeTables() throws Exception {
    database.execute("CREATE TABLE work (consumer VARCHAR(255))");
    deliver(does("a"));
    database.execute("DELETE FROM work");
    database.execute("DELETE FROM gatepost_receipt");
    database.asked();
    key = new DeliveryKey("test", "id-1");
  }

  @Test
  void deliveryWithOneObserverIsFourStatementsAndTwoCommits() throws Exception {
    assertThat(deliver(does("a"))).isEqualTo("DONE");

    assertThat(database.asked()).containsExactly(CLAIM, COMMIT, WORK, RECEIPT, COMPLETION, COMMIT);
    assertThat(deliver(does("a"))).isEqualTo("Done");
    assertThat(database.asked()).containsExactly(CLAIM, COMMIT, "SELECT token,", COMMIT);
  }

  @Test
  void eachFurtherObserverIsItsWorkAndReceiptAndOneCommit() throws Exception {
    assertThat(deliver(does("a"), does("b"), does("c"))).isEqualTo("DONE");

    assertThat(database.asked())
        .containsExactly(
            CLAIM,
            COMMIT,
            WORK,
            RECEIPT,
            COMMIT,
            WORK,
            RECEIPT,
            COMMIT,
            WORK,
            RECEIPT,
            COMPLETION,
            COMMIT);
    assertThat(work()).containsExactly("a", "b", "c");
    assertThat(receipts()).containsExactly("a", "b", "c");
    assertThat(deliver(does("a"), does("b"), does("c"))).isEqualTo("Done");
  }

  @Test
  void lastThatIsLeftFinishesTheDeliveryAtTheNextAttempt() throws Exception {
    assertThat(deliver(does("a"), fails("b"), does("c"))).isEqualTo("FAILED");
    assertThat(work()).containsExactly("a", "c");
    database.asked();

    assertThat(deliver(does("a"), does("b"), does("c"))).isEqualTo("DONE");
    assertThat(work()).containsExactly("a", "b", "c");
    assertThat(database.asked()).endsWith(WORK, RECEIPT, COMPLETION, COMMIT);
    assertThat(deliver()).isEqualTo("Done");
  }

  @Test
  void lastThatFailsIsRolledBackAndTheDeliveryGivenBack() throws Exception {
    assertThat(deliver(does("a"), fails("b"))).isEqualTo("FAILED");
    assertThat(database.asked()).endsWith(WORK, RECEIPT, COMMIT, WORK, RELEASE, COMMIT);

    assertThat(work()).containsExactly("a");
    assertThat(deliver(does("a"), does("b"))).isEqualTo("DONE");
    assertThat(work()).containsExactly("a", "b");
  }

  @Test
  void equalOfADeliveryThatRecursIsRepairedWhileItFailsAndRunsAgainOnceItIsDone() throws Exception {
    key = new DeliveryKey("test", "id-2", true);
    for (int event = 1; event <= 2; event++) {
      assertThat(deliver(does("a"), fails("b"))).isEqualTo("FAILED");
      assertThat(deliver(does("a"), does("b"))).isEqualTo("DONE");
      assertThat(work()).hasSize(2 * event);
    }

    assertThat(work()).containsExactlyInAnyOrder("a", "b", "a", "b");
    assertThat(receipts()).containsExactly("a", "b");
  }

  @Test
  void whatFailedIsNotHiddenByARollbackThatFails() {
    UserTransaction server =
        (UserTransaction)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UserTransaction.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getStatus" -> Status.STATUS_ACTIVE;
                      case "rollback" -> throw new UnsupportedOperationException("no rollback");
                      default -> null;
                    });
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(
            () ->
                new JtaTransactions(server)
                    .run(
                        () -> {},
                        () -> {
                          throw new LedgerException("the claim has passed to another");
                        }))
        .withMessage("the claim has passed to another");
  }

  @Test
  void markForRollbackUndoesTheCompletionToo() throws Exception {
    assertThat(deliver(beforeCommit("a", () -> mark()))).isEqualTo("FAILED");
    assertThat(work()).isEmpty();
    assertThat(receipts()).isEmpty();

    assertThat(deliver(does("a"))).isEqualTo("DONE");
    assertThat(work()).containsExactly("a");
  }

  @Test
  void rejectionInTheCommitIsRecordedByItself() throws Exception {
    WebhookObserver rejecting =
        beforeCommit(
            "a",
            () -> {
              throw new DeliveryRejectedException("expected");
            });
    assertThat(deliver(rejecting)).isEqualTo("DONE");

    assertThat(work()).isEmpty();
    assertThat(receipts()).containsExactly("a");
    assertThat(deliver(does("a"))).isEqualTo("Done");
  }

  @Test
  void rejectionHasALastingReceiptThoughItsWorkIsRolledBack() throws Exception {
    assertThat(deliver(rejects("a"), fails("b"))).isEqualTo("FAILED");
    assertThat(work()).isEmpty();
    assertThat(receipts()).containsExactly("a");

    assertThat(deliver(does("a"), does("b"))).isEqualTo("DONE");
    assertThat(work()).containsExactly("b");
  }

  @Test
  void postponedDeliveryIsNotFinished() throws Exception {
    assertThat(deliver(postpones("a"), does("b"))).isEqualTo("POSTPONED");

    assertThat(deliver(does("a"), does("b"))).isEqualTo("DONE");
    assertThat(work()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void observerWithoutTransactionIsFollowedByACompletionOfItsOwn() throws Exception {
    assertThat(deliver(TestObserverMethod.observer("a", true, () -> insert("a"))))
        .isEqualTo("DONE");

    assertThat(database.asked())
        .containsExactly(CLAIM, COMMIT, WORK, COMMIT, RECEIPT, COMMIT, COMPLETION, COMMIT);
    assertThat(deliver(does("a"))).isEqualTo("Done");
  }

  @Test
  void commitWhoseAnswerIsLostHasFinishedTheDelivery() throws Exception {
    database.setCommit(EnlistingDatabase.Commit.DONE_UNHEARD);
    assertThat(deliver(does("a"))).isEqualTo("FAILED");

    database.setCommit(EnlistingDatabase.Commit.ANSWERED);
    assertThat(deliver(does("a"))).isEqualTo("Done");
    assertThat(work()).containsExactly("a");
  }

  @Test
  void commitThatWasUndoneIsRepeatedByTheSender() throws Exception {
    database.setCommit(EnlistingDatabase.Commit.UNDONE);
    assertThat(deliver(does("a"))).isEqualTo("FAILED");
    assertThat(work()).isEmpty();

    database.setCommit(EnlistingDatabase.Commit.ANSWERED);
    assertThat(deliver(does("a"))).isEqualTo("DONE");
    assertThat(work()).containsExactly("a");
  }

  @Test
  void lastWhoseClaimPassedToAnotherIsRolledBack() throws Exception {
    WebhookObserver overtaken =
        TestObserverMethod.observer(
            "a",
            false,
            () -> {
              insert("a");
              takeOver();
            });
    assertThat(deliver(overtaken)).isEqualTo("TROUBLE");

    assertThat(work()).isEmpty();
    assertThat(receipts()).isEmpty();
    assertThat(deliver()).isEqualTo("Busy");
  }

  /** What the gate and the processor do with a delivery, but for the answer. */
  private String deliver(WebhookObserver... observers) {
    byte[] body = {};
    TestSender sender = new TestSender();
    Verified verified = sender.verified(sender.sign(key.key(), "push", ""), body);
    Claim claim = ledger.claim(key);
    if (!(claim instanceof Claim.Granted granted)) {
      return claim.getClass().getSimpleName();
    }
    Processing processing = new Processing(ledger, granted);
    Passage delivery = Passage.of("test", verified, TestSender.NOW, processing);
    ObserverRun run =
        new ObserverRun(
            new CurrentDelivery(), new JtaTransactions(transactions), Clock.systemUTC());
    try {
      Outcome outcome =
          new Dispatcher(new Observers(List.of(observers)), run)
              .dispatch(delivery, new ArrayList<>())
              .orElseThrow();
      if (outcome == Outcome.DONE) {
        processing.complete();
      } else {
        processing.release();
      }
      return outcome.name();
    } catch (LedgerException e) {
      processing.release();
      return "TROUBLE";
    }
  }

  private WebhookObserver does(String consumer) {
    return TestObserverMethod.observer(consumer, false, () -> insert(consumer));
  }

  private WebhookObserver fails(String consumer) {
    return throwing(consumer, new IllegalStateException("expected"));
  }

  private WebhookObserver rejects(String consumer) {
    return throwing(consumer, new DeliveryRejectedException("expected"));
  }

  private WebhookObserver postpones(String consumer) {
    return throwing(consumer, new RetryAfterException(Duration.ofSeconds(1), "expected"));
  }

  private WebhookObserver throwing(String consumer, RuntimeException failure) {
    return TestObserverMethod.observer(
        consumer,
        false,
        () -> {
          insert(consumer);
          throw failure;
        });
  }

  /** One that works, and has more done when its transaction is about to be committed. */
  private WebhookObserver beforeCommit(String consumer, Runnable more) {
    Synchronization synchronization =
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            more.run();
          }

          @Override
          public void afterCompletion(int status) {}
        };
    return TestObserverMethod.observer(
        consumer,
        false,
        () -> {
          insert(consumer);
          transactions.registerInterposedSynchronization(synchronization);
        });
  }

  private void mark() {
    transactions.setRollbackOnly();
  }

  private void insert(String consumer) {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO work VALUES (?)")) {
      insert.setString(1, consumer);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As another node does when the lease has run out. */
  private void takeOver() {
    try {
      database.execute("UPDATE gatepost_delivery SET token = token + 1, attempts = attempts + 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> work() throws SQLException {
    return database.select("SELECT consumer FROM work ORDER BY consumer");
  }

  private List<String> receipts() throws SQLException {
    return database.select("SELECT consumer_name FROM gatepost_receipt ORDER BY consumer_name");
  }
}
