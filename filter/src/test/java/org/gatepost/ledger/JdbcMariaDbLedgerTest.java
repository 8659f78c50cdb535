package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDb.Resolver.class)
class JdbcMariaDbLedgerTest extends LedgerContractTest {
  private final MariaDb server;

  JdbcMariaDbLedgerTest(MariaDb server) {
    this.server = server;
  }

  @Override
  Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        server.database(), remember, lease, clock, null, () -> clock.millis() - start);
  }

  /** An INSERT with SELECT is one besides that of the commit, which this server leaves out. */
  @Test
  void receiptIsNotWrittenToTheDiskBeforeItIsCommitted() throws Exception {
    DataSource database = server.database();
    Ledger ledger =
        Ledger.jdbc(database, Duration.ofHours(1), Duration.ofHours(1), Clock.systemUTC());
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
        Ledger.jdbc(database, Duration.ofHours(1), Duration.ofHours(1), Clock.systemUTC());
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
}
