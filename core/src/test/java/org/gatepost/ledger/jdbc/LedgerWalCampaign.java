package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Fingerprints;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.gatepost.ledger.jdbc.fixture.TransactionalDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How many bytes PostgreSQL writes to its log for a delivery whose one observer inserts a row,
 * beside that insert alone; only with {@code -Pplans -Dtest=LedgerWalCampaign}. Images of whole
 * pages are left out, which depend on when the server makes its checkpoints.
 */
@ExtendWith(PostgreSql.Resolver.class)
class LedgerWalCampaign {
  private static final int DELIVERIES = 2_000;
  private static final int ROUNDS = 5;
  private static final String OBSERVER = "com.example.orders.OrderObserver#paid";

  private final DataSource database;
  private final TransactionalDataSource transaction;
  private final Ledger ledger;
  private int next;

  LedgerWalCampaign(PostgreSql server) {
    database = server.schema();
    transaction = new TransactionalDataSource(database);
    ledger =
        JdbcLedger.of(
            transaction.get(), Duration.ofDays(3), Duration.ofMinutes(15), Clock.systemUTC());
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private long written() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("SELECT pg_current_wal_insert_lsn() - '0/0'")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void bytesOfADelivery() throws Exception {
    ledger.reach();
    execute(
        "CREATE TABLE work (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, done TEXT NOT NULL)",
        "ALTER SYSTEM SET full_page_writes = off",
        "ALTER SYSTEM SET autovacuum = off",
        "SELECT pg_reload_conf()",
        // The process that makes it reads the settings first.
        "CHECKPOINT");
    double floor = bytes(number -> insertAlone());
    double joined = bytes(this::deliverJoined) - floor;
    double whole = bytes(this::deliver) - floor;
    execute("DROP INDEX gatepost_delivery_forget");
    double without = bytes(this::deliver) - floor;
    System.out.printf(
        Locale.ROOT,
        "log of an insert and commit: %.0f bytes, of the ledger besides: %.0f, by a lease: %.0f,"
            + " without the index to forget by: %.0f%n",
        floor,
        joined,
        whole,
        without);
  }

  private interface Work {
    void number(int number) throws SQLException;
  }

  /** The bytes of one, as the median of some rounds. */
  private double bytes(Work work) throws SQLException {
    long[] bytes = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = written();
      for (int i = 0; i < DELIVERIES; i++) {
        work.number(next++);
      }
      bytes[round] = written() - start;
    }
    Arrays.sort(bytes);
    return (double) bytes[ROUNDS / 2] / DELIVERIES;
  }

  private void insertAlone() throws SQLException {
    transaction.begin();
    insert();
    transaction.commit();
  }

  private void insert() throws SQLException {
    try (Connection connection = transaction.get().getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO work (done) VALUES (?)")) {
      insert.setString(1, "paid");
      insert.executeUpdate();
    }
  }

  /** A preset's key is often a digest of 71 characters. */
  private static DeliveryKey key(int number) {
    return new DeliveryKey("github", "sha256:" + Fingerprints.of("delivery " + number));
  }

  private void deliverJoined(int number) throws SQLException {
    transaction.begin();
    assertThat(ledger.claimInTransaction(key(number), OBSERVER)).isPresent();
    insert();
    transaction.commit();
  }

  private void deliver(int number) throws SQLException {
    Claim.Granted claim = (Claim.Granted) ledger.claim(key(number));
    transaction.begin();
    insert();
    assertThat(ledger.giveLastReceipt(claim, OBSERVER)).isEqualTo(Ledger.Recorded.COMPLETION);
    transaction.commit();
  }
}
