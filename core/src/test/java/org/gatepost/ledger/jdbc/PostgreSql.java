package org.gatepost.ledger.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** A real PostgreSQL, started once for all tests that ask for it; each gets a schema of its own. */
final class PostgreSql implements AutoCloseable {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(PostgreSql.class);

  private final EmbeddedPostgres server;
  private final AtomicInteger schemas = new AtomicInteger();

  private PostgreSql() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              // As PostgreSQL has it by default, other than this builder.
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A data source with connections to an empty schema. */
  DataSource schema() {
    return schema("READ COMMITTED");
  }

  /** Likewise, with this isolation. */
  DataSource schema(String isolation) {
    PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
    connections.setURL(url(createSchema()));
    connections.setOptions(
        "-c default_transaction_isolation="
            + isolation.toLowerCase(Locale.ROOT).replace(" ", "\\ "));
    JdbcConnectionPool pool = JdbcConnectionPool.create(connections);
    pool.setMaxConnections(20);
    return pool;
  }

  /** Likewise, by a pool that notices when its connections are cut. */
  HikariDataSource pool() {
    String schema = createSchema();
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url(schema) + "&ApplicationName=" + schema);
    pool.setSchema(schema);
    pool.setMaximumPoolSize(8);
    return pool;
  }

  private String createSchema() {
    String schema = "s" + schemas.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return schema;
  }

  private String url(String schema) {
    return server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
  }

  /** A connection of its own to a pool's schema. */
  Connection schemaOf(HikariDataSource pool) throws SQLException {
    return DriverManager.getConnection(url(pool.getSchema()));
  }

  /** Cuts the connections of a pool, and returns how many. */
  int cutConnections(HikariDataSource pool) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement cut = connection.createStatement();
        ResultSet rows =
            cut.executeQuery(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE application_name = '"
                    + pool.getSchema()
                    + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Lets nobody write, or everybody again; waits until that is so for a new connection. */
  void setReadOnly(boolean readOnly) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement set = connection.createStatement()) {
      set.execute("ALTER SYSTEM SET default_transaction_read_only = " + (readOnly ? "on" : "off"));
      set.execute("SELECT pg_reload_conf()");
    }
    while (isReadOnly() != readOnly) {
      Thread.onSpinWait();
    }
  }

  private boolean isReadOnly() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement show = connection.createStatement();
        ResultSet row = show.executeQuery("SHOW default_transaction_read_only")) {
      row.next();
      return row.getString(1).equals("on");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Gives a test's constructor the server. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PostgreSql.class;
    }

    @Override
    public PostgreSql resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(STORE)
          .getOrComputeIfAbsent(PostgreSql.class, type -> new PostgreSql(), PostgreSql.class);
    }
  }
}
