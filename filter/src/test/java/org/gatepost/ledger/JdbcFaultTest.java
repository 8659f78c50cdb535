package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.gatepost.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database, its driver or its pool can do to a ledger in the middle of its work. */
class JdbcFaultTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration REMEMBER = Duration.ofHours(1);

  private final DataSource database = H2.database();
  private final FaultyDataSource faults = new FaultyDataSource(database);
  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final Ledger ledger = ledger(faults.get());

  private Ledger ledger(DataSource dataSource) {
    return new JdbcLedger(dataSource, REMEMBER, LEASE, clock, null, clock::millis);
  }

  private Claim.Granted granted(DeliveryKey key) {
    return (Claim.Granted) ledger.claim(key);
  }

  private static DeliveryKey key(int i) {
    return new DeliveryKey("github", "sha256:" + i);
  }

  private void fails(Runnable call, String message) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(call::run)
        .withMessageContaining(message);
  }

  private int count(String table) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatTheDatabaseUndidIsDoneAgain(int times) {
    granted(key(1));
    AtomicInteger failures = new AtomicInteger();
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate") && failures.incrementAndGet() <= times) {
            throw new SQLException("deadlock", "40001");
          }
        });

    Claim.Granted claim = granted(KEY);
    assertThat(claim.attempt()).isEqualTo(1);
    failures.set(0);
    assertThat(ledger.complete(claim)).isTrue();
  }

  @Test
  void whatTheDatabaseUndoesForTheFourthTimeIsTrouble() {
    AtomicInteger attempts = new AtomicInteger();
    granted(key(1));
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate")) {
            attempts.incrementAndGet();
            throw new SQLException("deadlock", "40P01");
          }
        });

    fails(() -> ledger.claim(KEY), "the database cannot claim a delivery: deadlock");
    assertThat(attempts).hasValue(4);
  }

  @Test
  void receiptIsNotGivenAgainInATransactionThatWasUndone() {
    Claim.Granted claim = granted(KEY);
    AtomicInteger attempts = new AtomicInteger();
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate")) {
            attempts.incrementAndGet();
            throw new SQLException("deadlock", "40001");
          }
        });

    fails(() -> ledger.giveReceipt(claim, "a"), "the database cannot give a receipt: deadlock");
    assertThat(attempts).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "42000", ""})
  void otherTroubleIsNotTriedAgain(String state) {
    Claim.Granted claim = granted(KEY);
    AtomicInteger attempts = new AtomicInteger();
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate")) {
            attempts.incrementAndGet();
            throw new SQLException("gone", state.isEmpty() ? null : state);
          }
        });

    fails(() -> ledger.complete(claim), "record that a delivery is finished: gone");
    fails(() -> ledger.release(claim), "give a delivery back: gone");
    fails(() -> ledger.giveReceipt(claim, "a"), "give a receipt: gone");
    fails(() -> ledger.claim(key(2)), "claim a delivery: gone");
    assertThat(attempts).hasValue(4);
  }

  @Test
  void poolThatThrowsWhatItLikesIsTrouble() {
    granted(key(1));
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("getConnection")) {
            throw new IllegalStateException("no more connections");
          }
        });
    fails(() -> ledger.claim(KEY), "cannot claim a delivery: no more connections");
  }

  @Test
  void claimThatWasLostWithItsConnectionIsTakenOver() {
    granted(key(1));
    faults.failAfter(
        (method, sql) -> {
          if (sql.startsWith("INSERT") && method.equals("executeUpdate")) {
            throw new SQLException("connection reset", "08006");
          }
        });
    fails(() -> ledger.claim(KEY), "connection reset");
    faults.heal();

    assertThat(ledger(database).claim(KEY)).isInstanceOf(Claim.Busy.class);
    Claim.Granted claim = granted(KEY);
    assertThat(claim.attempt()).isEqualTo(2);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.complete(claim)).isTrue();
  }

  @Test
  void takeoverThatWasLostWithItsConnectionIsTakenOver() {
    Claim.Granted former = granted(KEY);
    clock.advance(LEASE);
    faults.failAfter(
        (method, sql) -> {
          if (sql.startsWith("UPDATE") && method.equals("executeUpdate")) {
            throw new SQLException("connection reset", "08006");
          }
        });
    fails(() -> ledger.claim(KEY), "connection reset");
    faults.heal();

    Claim.Granted claim = granted(KEY);
    assertThat(claim.attempt()).isEqualTo(3);
    assertThat(claim.token()).isGreaterThan(former.token());
    assertThat(ledger.complete(former)).isFalse();
    assertThat(ledger.complete(claim)).isTrue();
  }

  @Test
  void claimThatAnotherNodeGotMeanwhileIsNotTakenOver() {
    granted(key(1));
    faults.failBefore(
        (method, sql) -> {
          if (sql.startsWith("INSERT") && method.equals("executeUpdate")) {
            throw new SQLException("connection reset", "08006");
          }
        });
    fails(() -> ledger.claim(KEY), "connection reset");
    faults.heal();

    assertThat(ledger(database).claim(KEY)).isInstanceOf(Claim.Granted.class);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void dataSourceMustCommitEachStatement() throws Exception {
    faults.setAutoCommit(false);
    fails(() -> ledger.claim(KEY), "must commit each statement");
    faults.setAutoCommit(true);
    Claim.Granted claim = granted(KEY);
    faults.setAutoCommit(false);
    fails(() -> ledger.claim(key(2)), "must commit each statement");
    fails(() -> ledger.complete(claim), "must commit each statement");
    fails(() -> ledger.release(claim), "must commit each statement");

    // In the transaction that is running.
    assertThat(ledger.hasReceipt(claim, "a")).isFalse();
    assertThat(ledger.giveReceipt(claim, "a")).isTrue();
    assertThat(count("gatepost_receipt")).isZero();
  }

  /** Makes so many finished deliveries with a receipt each, and lets them be forgettable. */
  private void finish(int deliveries) {
    Ledger quiet = ledger(database);
    for (int i = 0; i < deliveries; i++) {
      Claim.Granted claim = (Claim.Granted) quiet.claim(key(i));
      quiet.giveReceipt(claim, "a");
      quiet.complete(claim);
      clock.advance(Duration.ofMillis(1));
    }
    clock.advance(LEASE.plus(REMEMBER));
  }

  /** Up to the one that forgets. */
  private void claim32(String name) {
    for (int i = 0; i < 32; i++) {
      ledger.claim(new DeliveryKey("stripe", name + i));
    }
  }

  @Test
  void oneInThirtyTwoClaimsForgetsSixtyFourDeliveries() throws Exception {
    finish(100);
    for (int i = 0; i < 31; i++) {
      ledger.claim(new DeliveryKey("stripe", "a" + i));
    }
    assertThat(count("gatepost_delivery")).isEqualTo(131);
    ledger.claim(new DeliveryKey("stripe", "a31"));
    assertThat(count("gatepost_delivery")).isEqualTo(100 - 64 + 32);
    assertThat(count("gatepost_receipt")).isEqualTo(100 - 64);
    assertThat(count("gatepost_delivery WHERE delivery_key = 'sha256:63'")).isZero();
    assertThat(count("gatepost_delivery WHERE delivery_key = 'sha256:64'")).isOne();

    claim32("b");
    assertThat(count("gatepost_delivery")).isEqualTo(64);
    assertThat(count("gatepost_receipt")).isZero();
  }

  @Test
  void claimIsNotLostToAFailureInTidyingUp() {
    for (int i = 0; i < 31; i++) {
      ledger.claim(key(i));
    }
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeQuery") && sql.contains("ORDER BY")) {
            throw new SQLException("disk full", "53100");
          }
        });
    fails(() -> ledger.claim(KEY), "the database cannot forget old deliveries: disk full");
    assertThat(granted(KEY).attempt()).isEqualTo(1);
  }

  @Test
  void whatCannotBeForgottenWholeIsNotForgottenAtAll() throws Exception {
    finish(40);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeBatch") && sql.contains("gatepost_receipt")) {
            throw new SQLException("disk full", "53100");
          }
        });
    fails(() -> claim32("a"), "disk full");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isEqualTo(40);
    assertThat(count("gatepost_receipt")).isEqualTo(40);
    faults.heal();
    claim32("b");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isZero();
    assertThat(count("gatepost_receipt")).isZero();
  }

  @Test
  void failureToRollBackDoesNotHideWhy() {
    finish(40);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeBatch")) {
            throw new SQLException("disk full", "53100");
          }
          if (method.equals("rollback")) {
            throw new SQLException("connection reset", "08006");
          }
        });
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> claim32("a"))
        .withMessageContaining("disk full")
        .satisfies(
            e ->
                assertThat(e.getCause().getSuppressed())
                    .singleElement()
                    .asString()
                    .contains("connection reset"));
  }

  @Test
  void driverNeedNotCountInBatches() throws Exception {
    finish(40);
    faults.countBatches(
        counts -> {
          Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
          return counts;
        });
    claim32("a");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isZero();
    assertThat(count("gatepost_receipt")).isZero();
  }

  @Test
  void deliveryThatWasClaimedAnewJustNowKeepsItsReceipts() throws Exception {
    finish(1);
    Ledger other = ledger(database);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeBatch") && sql.contains("gatepost_delivery")) {
            Claim.Granted claim = (Claim.Granted) other.claim(key(0));
            other.giveReceipt(claim, "b");
          }
        });
    claim32("a");
    assertThat(count("gatepost_delivery WHERE source = 'github'")).isOne();
    assertThat(count("gatepost_receipt WHERE consumer_name = 'b'")).isOne();
  }

  @Test
  void tablesThatDifferAreNotTouched() throws Exception {
    try (Connection connection = database.getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE gatepost_delivery (id INTEGER)");
    }
    fails(
        () -> ledger.claim(KEY),
        "must be there as in META-INF/gatepost/ledger/h2.sql of the jar, and cannot be created");
    assertThat(count("gatepost_delivery")).isZero();
  }

  @Test
  void textIsKeptForPeopleToRead() throws Exception {
    ledger.claim(new DeliveryKey("git\nhub", "a\u0000\uD83D\uDE00b" + "x".repeat(300)));
    assertThat(count("gatepost_delivery WHERE source = 'git?hub'")).isOne();
    assertThat(count("gatepost_delivery WHERE delivery_key = 'a??b" + "x".repeat(255 - 4) + "'"))
        .isOne();
  }
}
