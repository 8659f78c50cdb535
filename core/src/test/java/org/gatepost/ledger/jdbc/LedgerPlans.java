package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;

/** Fills a ledger's tables, and asks a database how it would execute the ledger's statements. */
enum LedgerPlans {
  POSTGRESQL {
    @Override
    List<String> filling(long rows) {
      // The keys last: so many rows are sorted into an index faster than put into one.
      return List.of(
          "ALTER TABLE gatepost_delivery DROP CONSTRAINT gatepost_delivery_pkey",
          "ALTER TABLE gatepost_receipt DROP CONSTRAINT gatepost_receipt_pkey",
          "DROP INDEX gatepost_delivery_forget",
          "INSERT INTO gatepost_delivery"
              + COLUMNS
              + " SELECT md5('a' || i)::uuid, 'github',"
              + " 'sha256:' || md5('c' || i), i, 1, 1, now.ms, now.ms + 1000000"
              + " + (random() * 259200000)::bigint FROM generate_series(1, "
              + rows
              + ") i, (SELECT (EXTRACT(EPOCH FROM now()) * 1000)::bigint AS ms) now",
          "INSERT INTO gatepost_receipt"
              + RECEIPT_COLUMNS
              + " SELECT id, md5('d')::uuid, 'a.Consumer', forget_at"
              + " FROM gatepost_delivery",
          "ALTER TABLE gatepost_delivery ADD PRIMARY KEY (id)",
          "ALTER TABLE gatepost_receipt ADD PRIMARY KEY (delivery, consumer)",
          "CREATE INDEX gatepost_delivery_forget ON gatepost_delivery (forget_at)",
          // As if the rows had been there for a while.
          "VACUUM ANALYZE gatepost_delivery",
          "VACUUM ANALYZE gatepost_receipt",
          "CHECKPOINT");
    }

    /** By the plan for these parameters, and by the one for any, which the server may keep. */
    @Override
    String explain(Connection connection, LedgerStatement statement) throws SQLException {
      StringBuilder sql = new StringBuilder();
      StringBuilder types = new StringBuilder();
      StringBuilder values = new StringBuilder();
      int next = 0;
      for (String part : statement.sql().split("\\?", -1)) {
        sql.append(next == 0 ? "" : "$" + next).append(part);
        next++;
      }
      for (Object parameter : statement.parameters()) {
        types.append(types.isEmpty() ? "(" : ", ");
        types.append(
            parameter instanceof Long ? "int8" : parameter instanceof UUID ? "uuid" : "varchar");
        values.append(values.isEmpty() ? "(" : ", ").append("'" + parameter + "'");
      }
      StringBuilder plans = new StringBuilder();
      for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
        try (Statement explain = connection.createStatement()) {
          explain.execute("SET plan_cache_mode = " + mode);
          explain.execute(
              "PREPARE s " + types + (types.isEmpty() ? "" : ")") + " AS " + sql.toString());
          try (ResultSet rows =
              explain.executeQuery("EXPLAIN EXECUTE s " + values + (values.isEmpty() ? "" : ")"))) {
            while (rows.next()) {
              plans.append("  ").append(rows.getString(1)).append('\n');
            }
          }
          explain.execute("DEALLOCATE s");
        }
      }
      return plans.toString();
    }

    @Override
    void requireIndex(LedgerStatement statement, String plan) {
      assertThat(plan).as(statement.name()).doesNotContain("Seq Scan").doesNotContain("Sort");
      if (!statement.isInsertOfValues()) {
        assertThat(plan).as(statement.name()).containsAnyOf("Index", "One-Time Filter: false");
      }
    }

    @Override
    long bytes(Connection connection) throws SQLException {
      return number(
          connection,
          "SELECT sum(pg_total_relation_size(c)) FROM unnest(ARRAY["
              + "'gatepost_delivery'::regclass, 'gatepost_receipt'::regclass]) c");
    }
  },
  MARIADB {
    @Override
    List<String> filling(long rows) {
      return List.of(
          "INSERT INTO gatepost_delivery"
              + COLUMNS
              + " SELECT * FROM (SELECT unhex(md5(concat('a', seq))) AS id, 'github',"
              + " concat('sha256:', md5(seq)), seq AS token,"
              + " 1, 1 AS finished, UNIX_TIMESTAMP() * 1000, UNIX_TIMESTAMP() * 1000 + 1000000"
              + " + floor(rand() * 259200000) FROM seq_1_to_"
              + rows
              + ") AS made ORDER BY id",
          "INSERT INTO gatepost_receipt"
              + RECEIPT_COLUMNS
              + " SELECT id, unhex(md5('d')), 'a.Consumer',"
              + " forget_at FROM gatepost_delivery ORDER BY id",
          "ANALYZE TABLE gatepost_delivery, gatepost_receipt");
    }

    /** The purge of what was replaced, and the writing of changed pages, go on after a commit. */
    @Override
    boolean isQuiet(Connection connection) throws SQLException, InterruptedException {
      long written = status(connection, "Innodb_buffer_pool_pages_flushed");
      Thread.sleep(1000);
      return status(connection, "Innodb_buffer_pool_pages_flushed") == written
          && status(connection, "Innodb_history_list_length") < 100;
    }

    @Override
    long pagesRead(Connection connection) throws SQLException {
      return status(connection, "Innodb_buffer_pool_reads");
    }

    @Override
    String explain(Connection connection, LedgerStatement statement) throws SQLException {
      return rows(connection, statement, "select_type", "type", "key", "Extra");
    }

    @Override
    void requireIndex(LedgerStatement statement, String plan) {
      // Of the table that values are inserted into it says ALL, for want of a better word.
      String read =
          plan.lines()
              .filter(row -> !row.startsWith("  select_type=INSERT "))
              .collect(Collectors.joining("\n"));
      assertThat(read)
          .as(statement.name())
          .doesNotContain(" type=ALL")
          .doesNotContain(" type=index")
          .doesNotContain("filesort");
    }

    /** As of the last ANALYZE. */
    @Override
    long bytes(Connection connection) throws SQLException {
      return number(
          connection,
          "SELECT sum(data_length + index_length) FROM information_schema.tables"
              + " WHERE table_schema = DATABASE()");
    }
  },
  H2 {
    @Override
    List<String> filling(long rows) {
      return List.of(
          "INSERT INTO gatepost_delivery"
              + COLUMNS
              + " SELECT RANDOM_UUID(), 'github',"
              + " 'sha256:' || X, X, 1, 1, now.ms, now.ms + 1000000 +"
              + " CAST(RAND() * 259200000 AS BIGINT) FROM SYSTEM_RANGE(1, "
              + rows
              + "), (SELECT CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT) AS ms) now",
          "INSERT INTO gatepost_receipt"
              + RECEIPT_COLUMNS
              + " SELECT id, id, 'a.Consumer', forget_at FROM gatepost_delivery",
          "ANALYZE");
    }

    @Override
    String explain(Connection connection, LedgerStatement statement) throws SQLException {
      return rows(connection, statement, "PLAN");
    }

    @Override
    void requireIndex(LedgerStatement statement, String plan) {
      // One that is false is not begun.
      assertThat(plan.replace("tableScan: FALSE", ""))
          .as(statement.name())
          .doesNotContain("tableScan");
      if (!statement.isInsertOfValues()) {
        assertThat(plan.toUpperCase(Locale.ROOT))
            .as(statement.name())
            .containsAnyOf("PRIMARY_KEY", "GATEPOST_DELIVERY_FORGET");
      }
    }
  };

  private static final String COLUMNS =
      " (id, source, legible_key, token, attempts, finished, lease_until, forget_at)";
  private static final String RECEIPT_COLUMNS = " (delivery, consumer, consumer_name, given_at)";

  /** The statements that put so many finished deliveries into empty tables, a receipt each. */
  abstract List<String> filling(long rows);

  abstract String explain(Connection connection, LedgerStatement statement) throws SQLException;

  /** Fails if a plan reads more than an index leads to. */
  abstract void requireIndex(LedgerStatement statement, String plan);

  /** Whether the server has nothing left to do of the filling; looks for a while. */
  boolean isQuiet(Connection connection) throws SQLException, InterruptedException {
    return true;
  }

  /** How many pages the server has read from its files so far; 0 if it does not say. */
  long pagesRead(Connection connection) throws SQLException {
    return 0;
  }

  /** How much room the tables and their indexes take; 0 if the server does not say. */
  long bytes(Connection connection) throws SQLException {
    return 0;
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A ledger that remembers so many deliveries for up to three days. */
  static Ledger fill(LedgerPlans database, DataSource dataSource, long rows) throws SQLException {
    Ledger ledger =
        JdbcLedger.of(dataSource, Duration.ofDays(3), Duration.ofMinutes(15), Clock.systemUTC());
    ledger.release((Claim.Granted) ledger.claim(new DeliveryKey("github", "first")));
    try (Connection connection = dataSource.getConnection();
        Statement fill = connection.createStatement()) {
      // H2 keeps that of the statements before, which are shorter.
      fill.setQueryTimeout(0);
      for (String statement : database.filling(rows)) {
        fill.execute(statement);
      }
    }
    return ledger;
  }

  /** Requires an index of each statement, and returns the plans as text. */
  static String require(LedgerPlans database, DataSource dataSource) throws SQLException {
    StringBuilder plans = new StringBuilder();
    try (Connection connection = dataSource.getConnection()) {
      JdbcStatements sql = new JdbcStatements(Database.of(connection));
      for (LedgerStatement statement : LedgerStatement.all(sql)) {
        String plan = database.explain(connection, statement);
        plans.append(statement.name()).append(": ").append(statement.sql()).append('\n');
        plans.append(plan);
        database.requireIndex(statement, plan);
      }
    }
    return plans.toString();
  }

  /** One of MariaDB's counters. */
  static long status(Connection connection, String name) throws SQLException {
    try (Statement show = connection.createStatement();
        ResultSet row = show.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
      row.next();
      return row.getLong(2);
    }
  }

  private static String rows(Connection connection, LedgerStatement statement, String... columns)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + statement.sql())) {
      statement.setParameters(Database.of(connection), explain);
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          for (String column : columns) {
            plan.append("  ").append(column).append('=').append(rows.getString(column));
          }
          plan.append('\n');
        }
      }
    }
    return plan.toString();
  }
}
