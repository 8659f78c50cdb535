package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A claim in the transaction of the only consumer, beside others and beside claims by a lease. */
@ParameterizedClass
@EnumSource(value = Isolation.class, mode = EnumSource.Mode.MATCH_ALL, names = "POSTGRESQL.*")
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
@Timeout(60)
class JoinedClaimTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration REMEMBER = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final DataSource database;
  private final TransactionalDataSource transaction;
  private final Ledger ledger;

  JoinedClaimTest(Isolation isolation, PostgreSql postgreSql, MariaDb mariaDb) {
    this.database = isolation.database(postgreSql, mariaDb);
    this.transaction = new TransactionalDataSource(database);
    this.ledger =
        new JdbcLedger(
            transaction.get(),
            REMEMBER,
            LEASE,
            clock,
            null,
            clock::millis,
            new BackOff(time -> {}),
            () -> false);
  }

  @BeforeEach
  void reach() {
    assertThat(ledger.claimsInTransactions()).isFalse();
    ledger.reach();
    assertThat(ledger.claimsInTransactions()).isTrue();
  }

  @Test
  void deliveryIsFinishedByTheCommitOfItsWork() throws Exception {
    transaction.begin();
    Claim.Granted claim = joined(KEY).orElseThrow();
    assertThat(claim.attempt()).isEqualTo(1);
    assertThat(elsewhere(() -> ledger.claim(KEY))).isInstanceOf(Claim.Busy.class);
    transaction.commit();

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(count("SELECT count(*) FROM gatepost_receipt")).isZero();
    assertThat(text("SELECT consumer_name FROM gatepost_delivery")).isEqualTo("a");
  }

  @Test
  void nothingIsLeftOfWhatIsRolledBack() throws Exception {
    transaction.begin();
    assertThat(joined(KEY)).isPresent();
    transaction.rollback();

    assertThat(count("SELECT count(*) FROM gatepost_delivery")).isZero();
    assertThat(ledger.attempts(KEY)).isZero();
    transaction.begin();
    assertThat(joined(KEY)).isPresent();
    transaction.commit();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void copyIsNotGrantedWhileTheTransactionRuns() throws Exception {
    transaction.begin();
    assertThat(joined(KEY)).isPresent();

    assertThat(elsewhere(this::joinedAndCommitted)).isEmpty();
    transaction.commit();
    assertThat(joinedAndCommitted()).isEmpty();
  }

  @Test
  void failedAttemptsAreCounted() throws Exception {
    for (int attempt = 1; attempt <= 3; attempt++) {
      transaction.begin();
      Claim.Granted claim = joined(KEY).orElseThrow();
      assertThat(claim.attempt()).isEqualTo(attempt);
      transaction.rollback();
      ledger.recordFailure(claim);
      assertThat(ledger.attempts(KEY)).isEqualTo(attempt);
    }
    transaction.begin();
    assertThat(joined(KEY).orElseThrow().attempt()).isEqualTo(4);
    transaction.commit();

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(ledger.attempts(KEY)).isEqualTo(4);
  }

  /** As where the answer to a commit is lost. */
  @Test
  void failureOfWhatIsFinishedIsNotCounted() throws Exception {
    transaction.begin();
    Claim.Granted claim = joined(KEY).orElseThrow();
    transaction.commit();
    ledger.recordFailure(claim);

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(ledger.attempts(KEY)).isEqualTo(1);
  }

  @Test
  void failureIsNotCountedWhileACopyIsProcessed() throws Exception {
    transaction.begin();
    Claim.Granted claim = joined(KEY).orElseThrow();
    transaction.rollback();
    transaction.begin();
    assertThat(joined(KEY)).isPresent();
    elsewhere(
        () -> {
          ledger.recordFailure(claim);
          return null;
        });
    transaction.commit();
    assertThat(ledger.attempts(KEY)).isEqualTo(1);

    DeliveryKey other = new DeliveryKey("github", "other");
    transaction.begin();
    Claim.Granted failed = joined(other).orElseThrow();
    transaction.rollback();
    ledger.claim(other);
    ledger.recordFailure(failed);
    assertThat(ledger.attempts(other)).isEqualTo(1);
    assertThat(ledger.claim(other)).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void rejectionFinishesTheDelivery() throws Exception {
    transaction.begin();
    Claim.Granted claim = joined(KEY).orElseThrow();
    transaction.rollback();

    assertThat(ledger.recordRejection(claim, "a")).isTrue();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(ledger.recordRejection(claim, "a")).isTrue();
  }

  @Test
  void rejectionAfterFailuresFinishesTheDelivery() throws Exception {
    transaction.begin();
    Claim.Granted first = joined(KEY).orElseThrow();
    transaction.rollback();
    ledger.recordFailure(first);
    transaction.begin();
    Claim.Granted second = joined(KEY).orElseThrow();
    transaction.rollback();

    assertThat(ledger.recordRejection(second, "a")).isTrue();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(ledger.attempts(KEY)).isEqualTo(2);
  }

  @Test
  void rejectionIsNotRecordedWhileACopyIsProcessed() throws Exception {
    transaction.begin();
    Claim.Granted claim = joined(KEY).orElseThrow();
    transaction.rollback();
    transaction.begin();
    assertThat(joined(KEY)).isPresent();
    assertThat(elsewhere(() -> ledger.recordRejection(claim, "a"))).isFalse();
    transaction.rollback();

    Claim.Granted holder = (Claim.Granted) ledger.claim(KEY);
    assertThat(ledger.recordRejection(claim, "a")).isFalse();
    assertThat(ledger.complete(holder)).isTrue();
  }

  @Test
  void leaseThatIsInForceIsHonoured() throws Exception {
    Claim.Granted holder = (Claim.Granted) ledger.claim(KEY);
    assertThat(joinedAndCommitted()).isEmpty();
    clock.advance(LEASE.minusMinutes(1));
    assertThat(joinedAndCommitted()).isEmpty();
    clock.advance(Duration.ofMinutes(1));

    assertThat(joinedAndCommitted().orElseThrow().attempt()).isEqualTo(2);
    assertThat(ledger.giveReceipt(holder, "a")).isFalse();
    assertThat(ledger.complete(holder)).isFalse();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void whatWasGivenBackIsClaimedAnew() throws Exception {
    ledger.release((Claim.Granted) ledger.claim(KEY));

    assertThat(joinedAndCommitted().orElseThrow().attempt()).isEqualTo(2);
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(count("SELECT count(*) FROM gatepost_receipt")).isOne();
  }

  @Test
  void consumerThatHasItsReceiptIsNotCalledAgain() throws Exception {
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    ledger.giveReceipt(claim, "a");
    ledger.release(claim);

    assertThat(joinedAndCommitted()).isEmpty();
    Claim.Granted next = (Claim.Granted) ledger.claim(KEY);
    assertThat(ledger.hasReceipt(next, "a")).isTrue();
  }

  /** A former holder's receipt decides, whenever it was committed. */
  @Test
  void receiptThatIsCommittedBehindTheSnapshotIsFound() throws Exception {
    Claim.Granted former = (Claim.Granted) ledger.claim(KEY);
    transaction.begin();
    assertThat(ledger.giveReceipt(former, "a")).isTrue();
    clock.advance(LEASE);
    CompletableFuture<Optional<Claim.Granted>> next =
        CompletableFuture.supplyAsync(this::joinedAndCommitted);
    while (count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
      assertThat(next).isNotDone();
      Thread.onSpinWait();
    }
    transaction.commit();

    assertThat(next.get()).isEmpty();
    assertThat(count("SELECT count(*) FROM gatepost_receipt")).isOne();
  }

  @Test
  void claimInATransactionWhoseSnapshotIsOlderThanACopysCommitIsNotGranted() throws Exception {
    transaction.begin();
    ledger.attempts(KEY);
    assertThat(elsewhere(this::joinedAndCommitted)).isPresent();

    assertThat(joined(KEY)).isEmpty();
    transaction.rollback();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void takeOverInATransactionWhoseSnapshotIsOlderThanAnothersIsNotGranted() throws Exception {
    ledger.release((Claim.Granted) ledger.claim(KEY));
    transaction.begin();
    ledger.attempts(KEY);
    assertThat(elsewhere(this::joinedAndCommitted)).isPresent();

    assertThat(joined(KEY)).isEmpty();
    transaction.rollback();
    assertThat(ledger.attempts(KEY)).isEqualTo(2);
  }

  @Test
  void claimByLeaseDoesNotWaitForATransaction() throws Exception {
    ledger.release((Claim.Granted) ledger.claim(KEY));
    transaction.begin();
    assertThat(joined(KEY)).isPresent();
    assertThat(elsewhere(() -> ledger.claim(KEY))).isInstanceOf(Claim.Busy.class);
    transaction.rollback();

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void equalOfADeliveryThatRecursIsANewOne() throws Exception {
    DeliveryKey recurring = new DeliveryKey("github", "sha256:01", true);
    for (int event = 0; event < 2; event++) {
      transaction.begin();
      Optional<Claim.Granted> claim = joined(recurring);
      if (event == 0) {
        assertThat(claim.orElseThrow().attempt()).isEqualTo(1);
        transaction.commit();
      } else {
        // To be asked for by itself, which forgets the one before.
        assertThat(claim).isEmpty();
        transaction.rollback();
        assertThat(((Claim.Granted) ledger.claim(recurring)).attempt()).isEqualTo(1);
      }
    }
  }

  /** Its row is there until it is forgotten, finished and without a lease. */
  @Test
  void recurringDeliveryThatWasFinishedByALeaseIsNotTakenOver() throws Exception {
    DeliveryKey recurring = new DeliveryKey("github", "sha256:01", true);
    assertThat(ledger.complete((Claim.Granted) ledger.claim(recurring))).isTrue();

    transaction.begin();
    Optional<Claim.Granted> claim = joined(recurring);
    transaction.rollback();
    assertThat(claim).isEmpty();
    assertThat(((Claim.Granted) ledger.claim(recurring)).attempt()).isEqualTo(1);
  }

  @Test
  void deliveryIsRememberedUntilRetentionHasPassed() throws Exception {
    assertThat(joinedAndCommitted()).isPresent();
    clock.advance(REMEMBER.minusMinutes(1));
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    clock.advance(Duration.ofMinutes(1));
    assertThat(((Claim.Granted) ledger.claim(KEY)).attempt()).isEqualTo(1);
  }

  @Test
  void transactionEndsOnceItsClientIsSilentForTheLease() throws Exception {
    transaction.begin();
    assertThat(joined(KEY)).isPresent();
    try (Connection same = transaction.get().getConnection()) {
      assertThat(text(same, "SHOW idle_in_transaction_session_timeout")).isEqualTo("5min");
      assertThat(text(same, "SHOW client_connection_check_interval")).isEqualTo("1s");
      // Of the transaction alone.
      transaction.rollback();
    }
    assertThat(text("SHOW idle_in_transaction_session_timeout")).isEqualTo("0");
  }

  @Test
  void withoutATransactionNothingIsClaimed() throws Exception {
    assertThat(joined(KEY)).isEmpty();
    assertThat(count("SELECT count(*) FROM gatepost_delivery")).isZero();
    // As on a server whose connections never say that they are in one.
    assertThat(ledger.claimsInTransactions()).isFalse();
  }

  /** Of many copies by both ways one is processed at a time, and one finishes. */
  @Test
  void oneOfManyCopiesByBothWaysTakesEffect() throws Exception {
    try (Connection connection = database.getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE effect (delivery VARCHAR(255) NOT NULL)");
    }
    int rounds = 10;
    for (int round = 0; round < rounds; round++) {
      DeliveryKey key = new DeliveryKey("github", "round " + round);
      CompletableFuture<?>[] copies = new CompletableFuture<?>[8];
      for (int copy = 0; copy < copies.length; copy++) {
        boolean joins = copy % 2 == 0;
        int failures = copy % 3;
        copies[copy] = CompletableFuture.runAsync(() -> process(key, joins, failures));
      }
      CompletableFuture.allOf(copies).get();
      process(key, true, 0);
    }
    assertThat(count("SELECT count(*) FROM effect")).isEqualTo(rounds);
    assertThat(count("SELECT count(DISTINCT delivery) FROM effect")).isEqualTo(rounds);
    assertThat(count("SELECT count(*) FROM gatepost_delivery WHERE finished = 1"))
        .isEqualTo(rounds);
  }

  /** Tries until the delivery is finished, and fails so many times before. */
  private void process(DeliveryKey key, boolean joins, int failures) {
    int left = failures;
    try {
      while (true) {
        if (joins) {
          transaction.begin();
          Optional<Claim.Granted> claim = joined(key);
          if (claim.isPresent()) {
            takeEffect(key);
            if (left-- > 0) {
              transaction.rollback();
              ledger.recordFailure(claim.get());
              continue;
            }
            try {
              transaction.commit();
            } catch (SQLException conflict) {
              ledger.recordFailure(claim.get());
            }
            continue;
          }
          transaction.rollback();
        }
        Claim claim = ledger.claim(key);
        if (claim instanceof Claim.Done) {
          return;
        }
        if (claim instanceof Claim.Granted granted) {
          if (ledger.hasReceipt(granted, "a")) {
            ledger.complete(granted);
          } else {
            transaction.begin();
            takeEffect(key);
            if (left-- > 0 || ledger.giveLastReceipt(granted, "a") != Ledger.Recorded.COMPLETION) {
              transaction.rollback();
              ledger.release(granted);
            } else {
              try {
                transaction.commit();
              } catch (SQLException conflict) {
                ledger.release(granted);
              }
            }
          }
        }
      }
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private void takeEffect(DeliveryKey key) throws SQLException {
    try (Connection connection = transaction.get().getConnection();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO effect VALUES (?)")) {
      insert.setString(1, key.key());
      insert.executeUpdate();
    }
  }

  private Optional<Claim.Granted> joined(DeliveryKey key) {
    return ledger.claimInTransaction(key, "a");
  }

  private Optional<Claim.Granted> joinedAndCommitted() {
    try {
      transaction.begin();
      Optional<Claim.Granted> claim = joined(KEY);
      if (claim.isPresent()) {
        transaction.commit();
      } else {
        transaction.rollback();
      }
      return claim;
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private static <T> T elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work).join();
  }

  private int count(String sql) throws SQLException {
    return Integer.parseInt(text(sql));
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return text(connection, sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
