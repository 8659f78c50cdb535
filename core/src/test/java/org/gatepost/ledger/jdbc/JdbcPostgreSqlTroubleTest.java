package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.fixture.FaultyDataSource;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A PostgreSQL that loses connections, or may not write: nothing is lost, and nothing doubled. */
@ExtendWith(PostgreSql.Resolver.class)
@Timeout(600)
class JdbcPostgreSqlTroubleTest {
  private static final int THREADS = 8;
  private static final int DELIVERIES_PER_THREAD = 40;
  private static final int CUTS = 200;

  private final PostgreSql server;
  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
  private HikariDataSource pool;
  private Ledger ledger;

  JdbcPostgreSqlTroubleTest(PostgreSql server) {
    this.server = server;
  }

  @BeforeEach
  void openLedger() {
    pool = server.pool();
    // A claim that nobody knows of would stand in the way for longer than the test may take.
    ledger = JdbcLedger.of(pool, Duration.ofDays(1), Duration.ofHours(1), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    executor.shutdownNow();
    pool.close();
  }

  private static DeliveryKey key(String key) {
    return new DeliveryKey("github", key);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.schemaOf(pool);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = server.schemaOf(pool);
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Of a request whose events were partly there before, so that they are read. */
  @Test
  void eventsOfWhichNobodyHeardThatTheyWereGrantedCanBeClaimedAtOnce() {
    FaultyDataSource faults = new FaultyDataSource(pool);
    Ledger faulty =
        JdbcLedger.of(faults.get(), Duration.ofDays(1), Duration.ofHours(1), Clock.systemUTC());
    List<DeliveryKey> keys = List.of(key("1"), key("2"), key("3"));
    assertThat(faulty.complete((Claim.Granted) faulty.claim(keys.get(1)))).isTrue();
    for (String lost : List.of("INSERT INTO", "SELECT token")) {
      faults.failAfter(
          (method, sql) -> {
            if (method.startsWith("execute") && sql.startsWith(lost)) {
              throw new SQLException("connection lost", "08006");
            }
          });
      assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> faulty.claimAll(keys));
      faults.heal();
      List<Claim> claims = faulty.claimAll(keys);
      assertThat(claims.get(0)).isInstanceOf(Claim.Granted.class);
      assertThat(claims.get(1)).isInstanceOf(Claim.Done.class);
      assertThat(claims.get(2)).isInstanceOf(Claim.Granted.class);
      claims.stream()
          .filter(Claim.Granted.class::isInstance)
          .forEach(claim -> faulty.release((Claim.Granted) claim));
    }
  }

  @Test
  void databaseThatMayNotWriteGrantsNothingAndLosesNothing() throws Exception {
    Claim.Granted claim = (Claim.Granted) ledger.claim(key("before"));
    Claim.Granted finished = (Claim.Granted) ledger.claim(key("finished"));
    ledger.complete(finished);
    server.setReadOnly(true);
    try {
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> ledger.claim(key("meanwhile")))
          .withMessageContaining("read-only");
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> ledger.giveReceipt(claim, "a"));
      assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.complete(claim));
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> ledger.claim(key("finished")));
      assertThat(ledger.hasReceipt(finished, "a")).isTrue();
    } finally {
      server.setReadOnly(false);
    }
    assertThat(ledger.claim(key("finished"))).isEqualTo(new Claim.Done());
    assertThat(ledger.claim(key("before"))).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.giveReceipt(claim, "a")).isTrue();
    assertThat(ledger.complete(claim)).isTrue();
    assertThat(((Claim.Granted) ledger.claim(key("meanwhile"))).attempt()).isEqualTo(1);
  }

  @Test
  void holderWhoseClaimTheDatabaseForgotInACrashCanFinishNothing() throws Exception {
    Claim.Granted forgotten = (Claim.Granted) ledger.claim(key("a"));
    execute("DELETE FROM gatepost_delivery");

    assertThat(ledger.giveReceipt(forgotten, "a")).isFalse();
    assertThat(ledger.complete(forgotten)).isFalse();

    Claim.Granted next = (Claim.Granted) ledger.claim(key("a"));
    assertThat(ledger.giveReceipt(forgotten, "a")).isFalse();
    assertThat(ledger.complete(forgotten)).isFalse();
    ledger.release(forgotten);
    assertThat(ledger.claim(key("a"))).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.hasReceipt(next, "a")).isFalse();
    assertThat(ledger.giveReceipt(next, "a")).isTrue();
    assertThat(ledger.complete(next)).isTrue();
  }

  @Test
  void onlyTheCommitOfAClaimDoesNotWaitForTheDisk() throws Exception {
    ledger.complete((Claim.Granted) ledger.claim(key("creates the tables")));
    execute("CREATE TABLE written (what TEXT, waits TEXT)");
    execute(
        "CREATE FUNCTION note() RETURNS trigger AS 'BEGIN INSERT INTO written VALUES (TG_TABLE_NAME"
            + " || '' '' || TG_OP, current_setting(''synchronous_commit'')); RETURN NEW; END'"
            + " LANGUAGE plpgsql");
    for (String table : List.of("gatepost_delivery", "gatepost_receipt")) {
      execute(
          "CREATE TRIGGER note AFTER INSERT OR UPDATE ON "
              + table
              + " FOR EACH ROW EXECUTE FUNCTION note()");
    }
    // One connection, so that what a claim sets would be there at what follows.
    pool.setMaximumPoolSize(1);

    ledger.release((Claim.Granted) ledger.claim(key("a")));
    Claim.Granted again = (Claim.Granted) ledger.claim(key("a"));
    ledger.giveReceipt(again, "a");
    ledger.complete(again);

    assertThat(count("SELECT count(*) FROM written")).isEqualTo(5);
    assertThat(count("SELECT count(*) FROM written WHERE waits = 'on'")).isEqualTo(4);
    assertThat(
            count(
                "SELECT count(*) FROM written WHERE waits = 'off'"
                    + " AND what = 'gatepost_delivery INSERT'"))
        .isEqualTo(1);
  }

  @Test
  void connectionsThatAreCutLoseAndDoubleNothing() throws Exception {
    List<Future<?>> senders = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int sender = thread;
      senders.add(executor.submit(() -> send(sender)));
    }
    int cut = 0;
    // Not to the end: without a moment's peace nothing would be finished but by luck.
    while (cut < CUTS && !senders.stream().allMatch(Future::isDone)) {
      cut += server.cutConnections(pool);
      Thread.onSpinWait();
    }
    for (Future<?> sender : senders) {
      sender.get();
    }

    assertThat(cut).isPositive();
    long all = (long) THREADS * DELIVERIES_PER_THREAD;
    assertThat(count("SELECT count(*) FROM gatepost_delivery WHERE finished = 1")).isEqualTo(all);
    assertThat(count("SELECT count(*) FROM gatepost_delivery")).isEqualTo(all);
    assertThat(count("SELECT count(*) FROM gatepost_receipt")).isEqualTo(all);
  }

  /** Sends each delivery until it is finished, as a sender does that sees errors. */
  private void send(int sender) {
    for (int i = 0; i < DELIVERIES_PER_THREAD; i++) {
      DeliveryKey key = key(sender + "/" + i);
      boolean done = false;
      while (!done) {
        done = deliver(key);
      }
    }
  }

  private boolean deliver(DeliveryKey key) {
    Claim claim;
    try {
      claim = ledger.claim(key);
    } catch (LedgerException e) {
      return false;
    }
    if (!(claim instanceof Claim.Granted granted)) {
      return claim instanceof Claim.Done;
    }
    try {
      if (!ledger.hasReceipt(granted, "a")) {
        ledger.giveReceipt(granted, "a");
      }
    } catch (LedgerException e) {
      // What a filter does as soon as the ledger answers again.
      untilAnswered(() -> ledger.release(granted));
      return false;
    }
    untilAnswered(() -> ledger.complete(granted));
    return true;
  }

  private static void untilAnswered(Runnable ending) {
    while (true) {
      try {
        ending.run();
        return;
      } catch (LedgerException e) {
        Thread.onSpinWait();
      }
    }
  }
}
