package org.gatepost.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.sample.server.PayaraMicro;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that goes away under load and comes back: senders are told to come back, and the
 * server is as before without being started again.
 */
class DatabaseTroubleIT {
  private static final int ROUNDS = Dose.of(1, 5);
  private static final int DELIVERIES_IN_EACH = Dose.of(40, 300);
  private static final int REFUSALS = Dose.of(10, 100);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private PostgreSql database;
  private Sender sender;
  private final List<String> sent = new ArrayList<>();

  /** Something to do to a database. */
  private interface Trouble {
    void happen() throws Exception;
  }

  @Test
  void nothingIsLostOrDoubledWhateverHappensToTheDatabase() throws Exception {
    try (PostgreSql started = new PostgreSql(folder.resolve("data"))) {
      database = started;
      endureRounds(
          () -> {
            endure("killed", database::kill, database::start);
            endure("read-only", () -> readOnly("on"), () -> readOnly("off"));
            if (Dose.FULL) {
              endure("stopped", database::stop, database::start);
              endure("connections cut", this::cutConnections, () -> {});
            }
          });
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "gatepost.crash", matches = "full")
  void nothingIsLostOrDoubledWhenTheDiskIsFull() throws Exception {
    try (PostgreSql started = new PostgreSql(folder.resolve("data"))) {
      database = started;
      Path disk = Files.createDirectory(folder.resolve("disk"));
      database.stop();
      assumeThat(database.startWithDisk(disk)).as("may mount a disk").isTrue();
      database.execute("CREATE TABLESPACE small LOCATION '" + disk + "'");
      database.execute("ALTER DATABASE postgres SET default_tablespace = small");
      endureRounds(() -> endure("disk full", () -> fill(disk), () -> empty(disk)));
    }
  }

  private void endureRounds(Trouble troubles) throws Exception {
    Path war = Application.export(folder, "jdbc:java:app/jdbc/received");
    long begin = System.nanoTime();
    try (Node node = new Node(folder.resolve("node"), war, database, PayaraMicro.noGrid())) {
      node.start();
      try (Sender started = new Sender(node.base())) {
        sender = started;
        for (int i = 0; i < ROUNDS; i++) {
          troubles.happen();
        }
      }
    }
    System.out.printf(
        "Database trouble: %d rounds, %d s%n",
        ROUNDS, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    try (Connection connection = database.connect()) {
      Effects effects = Effects.of(connection);
      System.out.printf("Database trouble: %s%n", effects.summary());
      effects.requireOnce(sent).requireLedgerConsistent(sent);
    }
  }

  /** Sends deliveries, in the midst of which there is trouble for a while. */
  private void endure(String what, Trouble begin, Trouble end) throws Exception {
    int from = sent.size();
    List<String> all = Deliveries.ids(from + DELIVERIES_IN_EACH);
    List<String> next = all.subList(from, all.size());
    sent.addAll(next);
    int before = refusals();
    sender.add(next);
    sender.awaitFinished(from + DELIVERIES_IN_EACH / 4);
    begin.happen();
    sender.awaitAnswers(before + REFUSALS, "500", "503");
    end.happen();
    sender.awaitFinished(sent.size());
    System.out.printf("Database trouble, %s: answers so far %s%n", what, sender.answers());
    // The server itself was always there, and it was always the gate that answered.
    assertThat(sender.answers().keySet()).isSubsetOf("200", "500", "503");
  }

  private int refusals() {
    return sender.count("500") + sender.count("503");
  }

  /** Cuts all connections, again and again. */
  private void cutConnections() throws SQLException {
    int enough = refusals() + REFUSALS;
    while (refusals() < enough && sender.finished() < sent.size()) {
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }
  }

  private void fill(Path disk) {
    assertThatThrownBy(
            () ->
                database.execute(
                    "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 100000)) TO '"
                        + disk.resolve("filler")
                        + "'"))
        .hasMessageContaining("No space left on device");
  }

  private void empty(Path disk) throws SQLException {
    database.execute("COPY (SELECT '') TO '" + disk.resolve("filler") + "'");
  }

  private void readOnly(String setting) throws SQLException {
    database.execute("ALTER SYSTEM SET default_transaction_read_only = " + setting);
    database.execute("SELECT pg_reload_conf()");
  }
}
