package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.fixture.KeptConnections;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database, its driver or its pool can do to a ledger in the middle of its work. */
class JdbcFaultTest extends JdbcFaults {
  @ParameterizedTest
  @ValueSource(ints = {1, BackOff.MAX_TRIES - 1})
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
    assertThat(ledger.giveReceipt(claim, "a")).isTrue();
    failures.set(0);
    assertThat(ledger.giveLastReceipt(claim, "b")).isEqualTo(Ledger.Recorded.RECEIPT);
    failures.set(0);
    assertThat(ledger.complete(claim)).isTrue();
    failures.set(0);
    Claim.Granted other = granted(key(2));
    failures.set(0);
    ledger.release(other);
    assertThat(granted(key(2)).attempt()).isEqualTo(2);
    assertThat(waits).hasSize(6 * times);
  }

  @Test
  void whatTheDatabaseUndoesForTheLastTimeIsTrouble() {
    Claim.Granted claim = granted(key(1));
    AtomicInteger attempts = failUpdates("deadlock", "40P01");

    fails(() -> ledger.claim(KEY), "the database cannot claim a delivery: deadlock");
    assertThat(attempts).hasValue(BackOff.MAX_TRIES);
    fails(() -> ledger.giveReceipt(claim, "a"), "the database cannot give a receipt: deadlock");
    assertThat(attempts).hasValue(2 * BackOff.MAX_TRIES);
  }

  @Test
  void triesAreApartByARandomPartOfABoundThatDoubles() {
    granted(key(1));
    failUpdates("deadlock", "40P01");

    Set<Duration> firsts = new HashSet<>();
    for (int round = 0; round < 20; round++) {
      waits.clear();
      fails(() -> ledger.claim(KEY), "deadlock");
      assertThat(waits).hasSize(BackOff.MAX_TRIES - 1);
      for (int i = 0; i < waits.size(); i++) {
        assertThat(waits.get(i)).isBetween(Duration.ZERO, BackOff.bound(i + 1));
      }
      firsts.add(waits.get(0));
    }
    assertThat(firsts).hasSizeGreaterThan(10);
    assertThat(BackOff.bound(1)).isEqualTo(Duration.ofMillis(10));
    assertThat(BackOff.bound(2)).isEqualTo(Duration.ofMillis(20));
    assertThat(BackOff.bound(6)).isEqualTo(Duration.ofMillis(320));
    assertThat(BackOff.bound(Integer.MAX_VALUE)).isEqualTo(Duration.ofMillis(320));
  }

  @Test
  void threadThatIsInterruptedDoesNotWait() {
    granted(key(1));
    failUpdates("deadlock", "40P01");
    Ledger waiting = new JdbcLedger(faults.get(), REMEMBER, LEASE, clock, null, clock::millis);

    Thread.currentThread().interrupt();
    fails(() -> waiting.claim(KEY), "cannot claim a delivery");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** SQL:2016, part 2, table 33: statement completion unknown. */
  @Test
  void whatTheDatabaseMayHaveDoneIsNotDoneAgain() {
    Claim.Granted claim = granted(KEY);
    AtomicInteger attempts = failUpdates("lost", "40003");

    fails(() -> ledger.complete(claim), "lost");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void receiptIsNotGivenAgainInATransactionThatWasUndone() {
    Claim.Granted claim = granted(KEY);
    faults.setAutoCommit(false);
    AtomicInteger attempts = failUpdates("deadlock", "40001");

    fails(() -> ledger.giveReceipt(claim, "a"), "the database cannot give a receipt: deadlock");
    fails(() -> ledger.giveLastReceipt(claim, "a"), "deadlock");
    assertThat(attempts).hasValue(2);
  }

  /** What a driver says of a connection need not be so: SQL Server's hides distributed ones. */
  @Test
  void receiptIsNotGivenAgainWhereNobodyKnowsOfATransaction() {
    Claim.Granted claim = granted(KEY);
    Ledger plain =
        new JdbcLedger(faults.get(), REMEMBER, LEASE, clock, Database.ANSI, clock::millis);
    AtomicInteger attempts = failUpdates("deadlock", "40001");

    fails(() -> plain.giveReceipt(claim, "a"), "deadlock");
    assertThat(attempts).hasValue(1);
    faults.heal();
    assertThat(plain.giveReceipt(claim, "a")).isTrue();
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

  /** As PgBouncer makes it fail, which gives the connection to another server for each. */
  @ParameterizedTest
  @ValueSource(strings = {"rollback", "setAutoCommit"})
  void connectionThatIsLeftInATransactionIsNotLentAgain(String refused) {
    Ledger pooled = ledger(new KeptConnections(faults.get()).get());
    pooled.claim(KEY);
    clock.advance(LEASE.plus(REMEMBER));
    AtomicInteger calls = new AtomicInteger();
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeBatch")) {
            calls.incrementAndGet();
            throw new SQLException("prepared statement \"S_1\" does not exist", "26000");
          }
          if (calls.get() > 0 && method.equals(refused)) {
            throw new SQLException("no " + refused, "26000");
          }
        });
    fails(() -> pooled.claim(KEY), "does not exist");
    faults.heal();

    assertThat(pooled.claim(KEY)).isInstanceOf(Claim.Granted.class);
    assertThat(pooled.claim(KEY)).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void connectionThatStaysInATransactionOnceThatIsCommittedIsNotLentAgain() {
    Ledger pooled = ledger(new KeptConnections(faults.get()).get());
    pooled.claim(KEY);
    clock.advance(LEASE.plus(REMEMBER));
    AtomicInteger commits = new AtomicInteger();
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("commit")) {
            commits.incrementAndGet();
          } else if (commits.get() > 0 && method.equals("setAutoCommit")) {
            throw new SQLException("no setAutoCommit", "26000");
          }
        });
    fails(() -> pooled.claim(KEY), "no setAutoCommit");
    faults.heal();

    assertThat(pooled.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void connectionThatIsLeftInOrderIsKept() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    faults.failAfter(
        (method, sql) -> {
          if (method.equals("getConnection")) {
            opened.incrementAndGet();
          } else if (method.equals("executeBatch")) {
            throw new SQLException("disk full", "53100");
          }
        });
    Ledger pooled = ledger(new KeptConnections(faults.get()).get());
    pooled.claim(KEY);
    clock.advance(LEASE.plus(REMEMBER));
    fails(() -> pooled.claim(KEY), "disk full");
    fails(() -> pooled.claim(KEY), "disk full");

    assertThat(opened).hasValue(1);
  }

  /** As a server's pool lends it once a transaction has ended in the midst of a failure. */
  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "3, true", "3, false"})
  void connectionThatAnotherLeftInATransactionIsNotClaimedWith(int count, boolean aborts)
      throws Exception {
    KeptConnections pool = new KeptConnections(database, aborts);
    Ledger pooled = ledger(pool.get());
    pooled.claim(key(1));
    try (Connection connection = database.getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE note (id INTEGER)");
    }
    List<Connection> lent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lent.add(pool.get().getConnection());
      lent.get(i).setAutoCommit(false);
      try (Statement insert = lent.get(i).createStatement()) {
        insert.execute("INSERT INTO note VALUES (" + i + ")");
      }
    }
    for (Connection each : lent) {
      each.close();
    }

    Claim claim = pooled.claim(KEY);
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(pooled.complete((Claim.Granted) claim)).isTrue();
    // And nobody else works with it, or waits for what it holds.
    try (Connection next = pool.get().getConnection()) {
      assertThat(next.getAutoCommit()).isTrue();
    }
    assertThat(count("note")).isZero();
    assertThat(count("INFORMATION_SCHEMA.SESSIONS WHERE contains_uncommitted")).isZero();
  }

  @Test
  void transactionThatIsRunningIsNotTouchedByAClaim() throws Exception {
    TransactionalDataSource transactions = new TransactionalDataSource(database);
    Ledger joining = ledger(transactions.get());
    Claim.Granted claim = (Claim.Granted) joining.claim(KEY);
    transactions.begin();
    assertThat(joining.giveReceipt(claim, "a")).isTrue();
    fails(() -> joining.claim(key(2)), "must commit each statement");
    transactions.commit();

    assertThat(joining.hasReceipt(claim, "a")).isTrue();
  }

  @Test
  void poolThatHasNoOtherConnectionSaysWhy() {
    granted(key(1));
    faults.setAutoCommit(false);
    AtomicInteger lent = new AtomicInteger();
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("getConnection") && lent.getAndIncrement() > 0) {
            throw new SQLException("no more connections");
          }
        });

    fails(() -> ledger.claim(KEY), "must commit each statement");
    assertThat(lent).hasValue(2);
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
    assertThat(count("gatepost_delivery WHERE legible_key = 'a??b" + "x".repeat(255 - 4) + "'"))
        .isOne();
  }

  @Test
  void conflictOverOneOfSeveralLeavesTheClaimsOnTheOthersInForce() {
    ledger.release(granted(key(2)));
    AtomicBoolean conflict = new AtomicBoolean(true);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate")
              && sql.startsWith("UPDATE")
              && conflict.getAndSet(false)) {
            throw new SQLException("deadlock", "40001");
          }
        });

    assertThat(ledger.claimAll(List.of(key(1), key(2), key(3))))
        .extracting(claim -> ((Claim.Granted) claim).attempt())
        .containsExactly(1, 2, 1);
    assertThat(conflict).isFalse();
  }

  @Test
  void severalOfWhichOneCannotBeClaimedAreGivenBack() {
    ledger.release(granted(key(2)));
    AtomicBoolean failing = new AtomicBoolean(true);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate")
              && sql.contains("attempts = attempts + 1")
              && failing.getAndSet(false)) {
            throw new SQLException("no room", "53100");
          }
        });

    fails(() -> ledger.claimAll(List.of(key(1), key(2), key(3))), "no room");
    assertThat(ledger.claimAll(List.of(key(1), key(2), key(3))))
        .allMatch(Claim.Granted.class::isInstance);
  }
}
