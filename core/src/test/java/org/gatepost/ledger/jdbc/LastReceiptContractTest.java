package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.fixture.FaultyDataSource;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The last receipt of a delivery in a transaction; each database is a subclass. */
@Timeout(600)
abstract class LastReceiptContractTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration REMEMBER = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private FaultyDataSource connections;
  private TransactionalDataSource transaction;
  private Ledger ledger;

  /** An empty database. */
  abstract DataSource database();

  /** What to take it for, or null to ask it. */
  @Nullable Database dialect() {
    return null;
  }

  /** How its connections join a transaction. */
  TransactionalDataSource transactions(DataSource dataSource) {
    return new TransactionalDataSource(dataSource);
  }

  /** What the server's transaction manager says of the thread. */
  boolean isManaged() {
    return false;
  }

  /** Whether it has begun a transaction by what {@link #transactions} returned. */
  final boolean isInTransaction() {
    return transaction.isRunning();
  }

  /** The first words of what the last receipt takes. */
  List<String> statements() {
    return List.of("INSERT", "UPDATE");
  }

  @BeforeEach
  void openLedger() {
    connections = new FaultyDataSource(database());
    transaction = transactions(connections.get());
    ledger =
        new JdbcLedger(
            transaction.get(),
            REMEMBER,
            LEASE,
            clock,
            dialect(),
            clock::millis,
            new BackOff(time -> {}),
            this::isManaged);
  }

  @Test
  void deliveryIsFinishedOnceTheTransactionIsCommitted() throws Exception {
    assertThat(ledger.joinsTransactions()).isTrue();
    Claim.Granted claim = granted();
    ledger.giveReceipt(claim, "a");
    transaction.begin();
    assertThat(ledger.giveLastReceipt(claim, "b")).isEqualTo(Ledger.Recorded.COMPLETION);
    transaction.commit();

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(receipts()).isEqualTo(2);
    assertThat(ledger.complete(claim)).isFalse();
    ledger.release(claim);
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void lastReceiptTakesAsFewStatementsAsTheDatabaseNeeds() throws Exception {
    Claim.Granted claim = granted();
    List<String> executed = new ArrayList<>();
    connections.failBefore(
        (method, sql) -> {
          if (method.startsWith("execute")) {
            executed.add(sql.substring(0, sql.indexOf(' ')));
          }
        });
    transaction.begin();
    ledger.giveLastReceipt(claim, "a");
    transaction.commit();

    assertThat(executed).isEqualTo(statements());
  }

  @Test
  void claimIsInForceAsBeforeIfTheTransactionIsRolledBack() throws Exception {
    Claim.Granted claim = granted();
    transaction.begin();
    ledger.giveLastReceipt(claim, "a");
    transaction.rollback();

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.hasReceipt(claim, "a")).isFalse();
    ledger.release(claim);
    Claim.Granted next = granted();
    assertThat(next.attempt()).isEqualTo(2);
    transaction.begin();
    assertThat(ledger.giveLastReceipt(next, "a")).isEqualTo(Ledger.Recorded.COMPLETION);
    transaction.commit();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void withoutTransactionTheReceiptIsAllThereIs() throws Exception {
    Claim.Granted claim = granted();

    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.RECEIPT);
    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.NOTHING);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.complete(claim)).isTrue();
  }

  @Test
  void formerHolderFinishesNothing() throws Exception {
    Claim.Granted former = granted();
    clock.advance(LEASE);
    Claim.Granted holder = granted();
    transaction.begin();
    assertThat(ledger.giveLastReceipt(former, "a")).isEqualTo(Ledger.Recorded.NOTHING);
    transaction.rollback();
    ledger.complete(holder);
    transaction.begin();
    assertThat(ledger.giveLastReceipt(former, "a")).isEqualTo(Ledger.Recorded.NOTHING);
    transaction.rollback();

    assertThat(receipts()).isZero();
  }

  @Test
  void consumerThatHasItsReceiptFinishesNothing() throws Exception {
    Claim.Granted claim = granted();
    ledger.giveReceipt(claim, "a");
    transaction.begin();
    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.NOTHING);
    transaction.rollback();

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.complete(claim)).isTrue();
  }

  /** What the last receipt is written for, though the completion would say as much. */
  @Test
  void formerHolderThatIsLateWithTheSameConsumerLeavesNothingToFinish() throws Exception {
    Claim.Granted former = granted();
    transaction.begin();
    assertThat(ledger.giveReceipt(former, "a")).isTrue();
    clock.advance(LEASE);
    CompletableFuture<Ledger.Recorded> last =
        CompletableFuture.supplyAsync(
            () -> {
              Claim.Granted holder = granted();
              try {
                transaction.begin();
                try {
                  return ledger.giveLastReceipt(holder, "a");
                } finally {
                  transaction.rollback();
                }
              } catch (SQLException e) {
                throw new CompletionException(e);
              }
            });
    transaction.commit();

    assertThat(last.get()).isEqualTo(Ledger.Recorded.NOTHING);
    assertThat(receipts()).isOne();
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void finishedDeliveryIsRememberedUntilRetentionHasPassed() throws Exception {
    Claim.Granted claim = granted();
    clock.advance(LEASE.multipliedBy(2));
    transaction.begin();
    ledger.giveLastReceipt(claim, "a");
    transaction.commit();

    clock.advance(REMEMBER.minus(SECOND));
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    clock.advance(SECOND);
    assertThat(granted().attempt()).isEqualTo(1);
    assertThat(receipts()).isZero();
  }

  @Test
  void equalOfADeliveryThatRecursIsANewOneOnceTheTransactionIsCommitted() throws Exception {
    DeliveryKey recurring = new DeliveryKey("github", "sha256:01", true);
    for (int event = 0; event < 2; event++) {
      Claim.Granted claim = (Claim.Granted) ledger.claim(recurring);
      assertThat(claim.attempt()).isEqualTo(1);
      assertThat(ledger.hasReceipt(claim, "a")).isFalse();
      ledger.giveReceipt(claim, "a");
      transaction.begin();
      assertThat(ledger.giveLastReceipt(claim, "b")).isEqualTo(Ledger.Recorded.COMPLETION);
      transaction.rollback();
      assertThat(ledger.claim(recurring)).isInstanceOf(Claim.Busy.class);
      ledger.release(claim);

      Claim.Granted retry = (Claim.Granted) ledger.claim(recurring);
      assertThat(retry.attempt()).isEqualTo(2);
      assertThat(ledger.hasReceipt(retry, "a")).isTrue();
      assertThat(ledger.hasReceipt(retry, "b")).isFalse();
      transaction.begin();
      assertThat(ledger.giveLastReceipt(retry, "b")).isEqualTo(Ledger.Recorded.COMPLETION);
      transaction.commit();
    }
  }

  /** As when the answer to a commit is lost, and the claim given back. */
  @Test
  void releaseWaitsForACommitThatIsUnderWay() throws Exception {
    Claim.Granted claim = granted();
    transaction.begin();
    ledger.giveLastReceipt(claim, "a");
    CompletableFuture<Void> release = CompletableFuture.runAsync(() -> ledger.release(claim));
    transaction.commit();
    release.get();

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void releaseCountsIfTheCommitFails() throws Exception {
    Claim.Granted claim = granted();
    transaction.begin();
    ledger.giveLastReceipt(claim, "a");
    CompletableFuture<Void> release = CompletableFuture.runAsync(() -> ledger.release(claim));
    transaction.rollback();
    release.get();

    Claim.Granted next = granted();
    assertThat(next.attempt()).isEqualTo(2);
    assertThat(ledger.hasReceipt(next, "a")).isFalse();
  }

  private Claim.Granted granted() {
    return (Claim.Granted) ledger.claim(KEY);
  }

  private int receipts() throws SQLException {
    try (Connection connection = transaction.get().getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT count(*) FROM gatepost_receipt")) {
      row.next();
      return row.getInt(1);
    }
  }
}
