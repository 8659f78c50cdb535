package org.gatepost.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
      server = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A data source with connections to an empty schema. */
  DataSource schema() {
    String schema = "s" + schemas.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
    connections.setURL(server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema);
    JdbcConnectionPool pool = JdbcConnectionPool.create(connections);
    pool.setMaxConnections(20);
    return pool;
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
