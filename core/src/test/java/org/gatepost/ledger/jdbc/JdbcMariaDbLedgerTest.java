package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.gatepost.ledger.jdbc.fixture.FaultyDataSource;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDb.Resolver.class)
class JdbcMariaDbLedgerTest extends LedgerContractTest {
  private final MariaDb server;

  JdbcMariaDbLedgerTest(MariaDb server) {
    this.server = server;
  }

  /** The database's clock goes on, on a busy machine by seconds within a test. */
  @Override
  public Duration margin() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        server.database(), remember, lease, clock, null, () -> clock.millis() - start);
  }

  /** An INSERT with SELECT is one besides that of the commit, which this server leaves out. */
  @Test
  void receiptIsNotWrittenToTheDiskBeforeItIsCommitted() throws Exception {
    DataSource database = server.database();
    Ledger ledger =
        JdbcLedger.of(database, Duration.ofHours(1), Duration.ofHours(1), Clock.systemUTC());
    Claim.Granted claim = (Claim.Granted) ledger.claim(new DeliveryKey("github", "1"));
    try (Connection connection = database.getConnection()) {
      long before = LedgerPlans.status(connection, "Innodb_log_writes");
      for (int i = 0; i < 1_000; i++) {
        assertThat(ledger.giveReceipt(claim, "consumer-" + i)).isTrue();
      }

      // The server writes now and then by itself.
      assertThat(LedgerPlans.status(connection, "Innodb_log_writes") - before).isLessThan(500);
    }
  }

  /** A server that is not strict turns what it cannot insert into something else, where it may. */
  @Test
  void formerHolderGetsNoReceiptFromAServerThatIsNotStrict() throws Exception {
    HikariDataSource database = (HikariDataSource) server.database();
    database.setConnectionInitSql("SET sql_mode = ''");
    Ledger ledger =
        JdbcLedger.of(database, Duration.ofHours(1), Duration.ofHours(1), Clock.systemUTC());
    Claim.Granted claim = (Claim.Granted) ledger.claim(new DeliveryKey("github", "1"));
    ledger.release(claim);

    assertThat(ledger.giveReceipt(claim, "consumer")).isFalse();
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT count(*) FROM gatepost_receipt")) {
      row.next();
      assertThat(row.getInt(1)).isZero();
    }
  }

  /** Error 1020, which has a state of no class, and has rolled back everything. */
  @Test
  void whatWasChangedBehindASnapshotIsTriedAgain() throws Exception {
    FaultyDataSource faults = new FaultyDataSource(server.database("REPEATABLE READ", true));
    List<Duration> waits = new ArrayList<>();
    Ledger ledger =
        new JdbcLedger(
            faults.get(), REMEMBER, LEASE, clock, null, clock::millis, new BackOff(waits::add));
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    faults.failBefore(changedOnce());
    assertThat(ledger.giveReceipt(claim, "a")).isTrue();
    faults.failBefore(changedOnce());
    assertThat(ledger.complete(claim)).isTrue();

    assertThat(waits).hasSize(2);
  }

  /** The receipt stands then, whatever becomes of what would have finished the delivery too. */
  @Test
  void lastReceiptWithoutTransactionIsNotGivenTwice() throws Exception {
    FaultyDataSource faults = new FaultyDataSource(server.database());
    Ledger ledger =
        new JdbcLedger(
            faults.get(), REMEMBER, LEASE, clock, null, clock::millis, new BackOff(time -> {}));
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    faults.failBefore(
        (method, sql) -> {
          if (method.equals("executeUpdate") && sql.startsWith("UPDATE")) {
            throw new SQLException("deadlock", "40001", 1213);
          }
        });

    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.RECEIPT);
    faults.heal();
    assertThat(ledger.complete(claim)).isTrue();
  }

  private static FaultyDataSource.Fault changedOnce() {
    AtomicBoolean failed = new AtomicBoolean();
    return (method, sql) -> {
      if (method.equals("executeUpdate") && failed.compareAndSet(false, true)) {
        throw new SQLException("Record has changed since last read in table", "HY000", 1020);
      }
    };
  }
}
