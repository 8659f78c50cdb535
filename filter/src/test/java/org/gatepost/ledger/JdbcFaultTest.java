package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database, its driver or its pool can do to a ledger in the middle of its work. */
class JdbcFaultTest extends JdbcFaults {
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
    granted(key(1));
    AtomicInteger attempts = failUpdates("deadlock", "40P01");

    fails(() -> ledger.claim(KEY), "the database cannot claim a delivery: deadlock");
    assertThat(attempts).hasValue(4);
  }

  @Test
  void receiptIsNotGivenAgainInATransactionThatWasUndone() {
    Claim.Granted claim = granted(KEY);
    AtomicInteger attempts = failUpdates("deadlock", "40001");

    fails(() -> ledger.giveReceipt(claim, "a"), "the database cannot give a receipt: deadlock");
    assertThat(attempts).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "42000", ""})
  void otherTroubleIsNotTriedAgain(String state) {
    Claim.Granted claim = granted(KEY);
    AtomicInteger attempts = failUpdates("gone", state.isEmpty() ? null : state);

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

  @Test
  void tablesAreNotCreatedInATransaction() {
    faults.setAutoCommit(false);

    fails(
        () -> ledger.giveReceipt(new Claim.Granted(KEY, 1, 1), "a"), "must commit each statement");
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count("gatepost_delivery"));
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
