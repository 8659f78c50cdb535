package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of another version are refused by this build, and this build's by earlier ones. */
@ParameterizedClass
@EnumSource(
    value = Isolation.class,
    names = {
      "POSTGRESQL_READ_COMMITTED",
      "POSTGRESQL_SERIALIZABLE",
      "H2_READ_COMMITTED",
      "MARIADB_REPEATABLE_READ",
      "ANSI_READ_COMMITTED"
    })
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
@Timeout(60)
class TablesVersionTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");

  private static final String FORMER_PROBE =
      "SELECT d.id, d.source, d.delivery_key, d.token, d.attempts, d.finished, d.lease_until,"
          + " d.forget_at, r.consumer, r.consumer_name, r.given_at FROM gatepost_delivery d"
          + " LEFT JOIN gatepost_receipt r ON r.delivery = d.id WHERE d.id = ''";

  private final Isolation isolation;
  private final DataSource database;

  TablesVersionTest(Isolation isolation, PostgreSql postgreSql, MariaDb mariaDb) {
    this.isolation = isolation;
    this.database = isolation.database(postgreSql, mariaDb);
  }

  private Ledger ledger() {
    return new JdbcLedger(
        database,
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Clock.systemUTC(),
        isolation.dialect(),
        () -> 0);
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private int only(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      int only = row.getInt(1);
      assertThat(row.next()).isFalse();
      return only;
    }
  }

  private static void refused(ThrowingCallable call, String found) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(call)
        .withMessageContaining("must be of version 2")
        .withMessageContaining("but " + found)
        .withMessageContaining("drop those that are there of gatepost_delivery, ");
  }

  /** As earlier builds created a table. */
  private String former(String table) {
    String id =
        switch (isolation.kind()) {
          case POSTGRESQL -> "CHAR(64) COLLATE \"C\" NOT NULL";
          case MARIADB -> "CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL";
          case H2, ANSI -> "CHAR(64) NOT NULL";
        };
    return "CREATE TABLE "
        + table
        + switch (table) {
          case "gatepost_delivery" ->
              " (id "
                  + id
                  + " PRIMARY KEY, source VARCHAR(255) NOT NULL, delivery_key VARCHAR(255) NOT NULL,"
                  + " token BIGINT NOT NULL, attempts INTEGER NOT NULL, finished SMALLINT NOT NULL,"
                  + " lease_until BIGINT NOT NULL, forget_at BIGINT NOT NULL)";
          case "gatepost_receipt" ->
              " (delivery "
                  + id
                  + ", consumer "
                  + id
                  + ", consumer_name VARCHAR(255) NOT NULL, given_at BIGINT NOT NULL,"
                  + " PRIMARY KEY (delivery, consumer))";
          default ->
              " (id "
                  + id
                  + " PRIMARY KEY, source VARCHAR(255) NOT NULL, application VARCHAR(255) NOT NULL,"
                  + " started_at BIGINT NOT NULL)";
        };
  }

  @Test
  void tablesOfAnEarlierBuildAreRefusedAndLeftAsTheyAre() throws Exception {
    execute(
        former("gatepost_delivery"),
        "CREATE INDEX gatepost_delivery_forget ON gatepost_delivery (forget_at)",
        former("gatepost_receipt"),
        former("gatepost_source"),
        "INSERT INTO gatepost_delivery VALUES ('" + "0".repeat(64) + "', 'a', 'b', 1, 1, 1, 0, 0)");

    Ledger ledger = ledger();
    refused(ledger::reach, "gatepost_delivery is of an earlier build");
    refused(() -> ledger.claim(KEY), "gatepost_delivery is of an earlier build");
    assertThat(only("SELECT COUNT(*) FROM gatepost_delivery")).isEqualTo(1);
    assertThatExceptionOfType(SQLException.class)
        .as("nothing was created")
        .isThrownBy(() -> only("SELECT COUNT(*) FROM gatepost_schema"));

    execute(
        "DROP TABLE gatepost_delivery",
        "DROP TABLE gatepost_receipt",
        "DROP TABLE gatepost_source");
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
    assertThat(ledger.announce("github", "/shop")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gatepost_delivery", "gatepost_receipt", "gatepost_source"})
  void tableOfAnEarlierBuildThatIsLeftIsRefused(String left) throws Exception {
    execute(former(left));

    refused(ledger()::reach, left + " is of an earlier build");
  }

  /** As nodes of both builds leave it that create them at once. */
  @ParameterizedTest
  @ValueSource(strings = {"gatepost_delivery", "gatepost_receipt"})
  void tableOfAnEarlierBuildAmongOursIsRefused(String one) throws Exception {
    ledger().reach();
    execute("DROP TABLE " + one, former(one));

    refused(ledger()::reach, one + " is of an earlier build");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tablesOfAnotherVersionAreRefused(int version) throws Exception {
    ledger().reach();
    execute("UPDATE gatepost_schema SET version = " + version);

    refused(ledger()::reach, "gatepost_schema has [" + version + "]");
    assertThat(only("SELECT version FROM gatepost_schema")).isEqualTo(version);
  }

  /** As a node that dies leaves them. */
  @ParameterizedTest
  @ValueSource(strings = {"DELETE FROM", "DROP TABLE"})
  void tablesWithoutTheirVersionYetAreCompleted(String undo) throws Exception {
    ledger().reach();
    execute(undo + " gatepost_schema");

    assertThat(ledger().claim(KEY)).isInstanceOf(Claim.Granted.class);
    assertThat(only("SELECT version FROM gatepost_schema")).isEqualTo(TablesVersion.OURS);
  }

  @Test
  void earlierBuildRefusesTheseTables() throws Exception {
    ledger().claim(KEY);

    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(FORMER_PROBE));
  }

  @Test
  void earlierBuildWouldTakeItsOwn() throws Exception {
    execute(former("gatepost_delivery"), former("gatepost_receipt"), FORMER_PROBE);
  }

  @Test
  void nodesThatCreateTheTablesAtOnceAllGoOn() throws Exception {
    int nodes = 12;
    ExecutorService executor = Executors.newFixedThreadPool(nodes);
    try {
      CyclicBarrier start = new CyclicBarrier(nodes);
      List<Future<Claim>> claims = new ArrayList<>();
      for (int node = 0; node < nodes; node++) {
        Ledger ledger = ledger();
        claims.add(
            executor.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return ledger.claim(KEY);
                }));
      }
      List<Claim> all = new ArrayList<>();
      for (Future<Claim> claim : claims) {
        all.add(claim.get());
      }
      assertThat(all).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
      assertThat(all).filteredOn(Claim.Busy.class::isInstance).hasSize(nodes - 1);
    } finally {
      executor.shutdownNow();
    }
    assertThat(only("SELECT version FROM gatepost_schema")).isEqualTo(TablesVersion.OURS);
  }
}
