package org.gatepost.sample.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatepost.sample.server.PayaraMicro;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL on a port and in a folder of its own, which can be stopped, killed and started
 * again. Each commit is written before it is answered; it is not forced to the disk, since only
 * processes die here and not the machine.
 */
final class PostgreSql implements Storage {
  private static final int MAX_STARTS = 50;

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;
  private Process withDisk;

  PostgreSql(Path data) throws IOException, InterruptedException {
    this.data = data;
    this.port = PayaraMicro.freePort();
    start();
  }

  /** Starts it on what it has stored. */
  void start() throws IOException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        server =
            EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setPGStartupWait(Duration.ofSeconds(30))
                .start();
        return;
      } catch (IOException | IllegalStateException e) {
        // Processes of the one that was killed still hold its shared memory.
        if (i == MAX_STARTS) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  /**
   * Starts it, after it was stopped, with a disk of eight megabytes of its own.
   *
   * @param mountPoint where it sees that disk; nobody else does
   * @return false if the system lets users mount none: what it takes is Linux with unprivileged
   *     user namespaces
   */
  boolean startWithDisk(Path mountPoint) throws IOException, InterruptedException {
    // The command that started it before.
    String executable = Files.readString(data.resolve("postmaster.opts")).split(" ", 2)[0];
    // PostgreSQL does not run as root, which the one who mounts is in the outer namespace.
    String script =
        "mount -t tmpfs -o size=8m tmpfs \"$0\" && exec unshare --user \"$@\" -F -c synchronous_commit=on";
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script));
    command.addAll(List.of(mountPoint.toString(), executable));
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    try {
      withDisk =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(data.resolveSibling("postgresql.log").toFile())
              .start();
    } catch (IOException noSuchCommand) {
      return false;
    }
    while (true) {
      try (Connection connection = connect()) {
        return connection.isValid(0);
      } catch (SQLException notYet) {
        if (withDisk.waitFor(100, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    }
  }

  /** Ends it as a crash would (SIGKILL). */
  void kill() throws IOException, InterruptedException {
    server.getProcess().destroyForcibly().waitFor();
    server.close();
  }

  /** Lets it end at once, cutting all connections. */
  void stop() throws IOException {
    server.close();
  }

  /** Runs a statement. */
  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public List<String> javaOptions() {
    return List.of(
        "-Dwebhooks.database.class=" + PGSimpleDataSource.class.getName(),
        "-Dwebhooks.database=" + url());
  }

  @Override
  public List<String> options() {
    try {
      Path driver =
          Path.of(
              PGSimpleDataSource.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return List.of("--addlibs", driver.toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url());
  }

  private String url() {
    return "postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (withDisk != null) {
      withDisk.descendants().forEach(ProcessHandle::destroyForcibly);
      withDisk.destroyForcibly();
    }
  }
}
