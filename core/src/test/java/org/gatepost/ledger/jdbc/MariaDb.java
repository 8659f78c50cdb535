package org.gatepost.ledger.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A real MariaDB, started once for all tests that ask for it; each gets a database of its own,
 * unless they say otherwise with the isolation that MariaDB has by default, REPEATABLE READ.
 */
final class MariaDb implements AutoCloseable {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(MariaDb.class);

  private final MariaDbServer server;
  private final Queue<HikariDataSource> pools = new ConcurrentLinkedQueue<>();
  private final AtomicInteger databases = new AtomicInteger();

  private MariaDb() {
    try {
      server = new MariaDbServer();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A data source with connections to an empty database. */
  DataSource database() {
    return database("REPEATABLE READ", false);
  }

  /**
   * Likewise, with this isolation.
   *
   * @param snapshot whether what was changed behind a snapshot is an error, as it is by default
   *     from MariaDB 11.6.2 on
   */
  DataSource database(String isolation, boolean snapshot) {
    String variables =
        "&sessionVariables=tx_isolation='"
            + isolation.replace(' ', '-')
            + "',innodb_snapshot_isolation="
            + (snapshot ? "ON" : "OFF");
    String name = "d" + databases.incrementAndGet();
    try (Connection connection = new MariaDbDataSource(url("")).getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE DATABASE " + name);
      // Not the driver's own pool: it lends a connection again before it has marked it as its own,
      // and loses it if that is closed at once.
      HikariDataSource pool = new HikariDataSource();
      pool.setDataSource(new MariaDbDataSource(url(name) + variables));
      pool.setMaximumPoolSize(20);
      pool.setMinimumIdle(0);
      pool.setIdleTimeout(10_000);
      pools.add(pool);
      return pool;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + server.port() + "/" + database + "?user=root";
  }

  @Override
  public void close() throws IOException, InterruptedException {
    pools.forEach(HikariDataSource::close);
    server.close();
  }

  /** Gives a test's constructor the server. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == MariaDb.class;
    }

    @Override
    public MariaDb resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(STORE)
          .getOrComputeIfAbsent(MariaDb.class, type -> new MariaDb(), MariaDb.class);
    }
  }
}
