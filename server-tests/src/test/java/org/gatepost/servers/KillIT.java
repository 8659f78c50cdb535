package org.gatepost.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepost.servers.server.Await;
import org.gatepost.servers.server.DataSourceSetting;
import org.gatepost.servers.server.Distribution;
import org.gatepost.servers.server.RunningServer;
import org.gatepost.servers.war.Applications;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.xa.PGXADataSource;

/** A server that is killed at work and started again: each delivery takes effect once. */
class KillIT {
  private static final int DELIVERIES = 60;
  private static final int SENDERS = 4;
  private static final int BEFORE_KILL = 15;

  static List<Distribution> servers() {
    return Stream.of(Distribution.WILDFLY, Distribution.LIBERTY)
        .filter(Distribution.chosen()::contains)
        .toList();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("servers")
  void eachDeliveryTakesEffectOnce(Distribution distribution) throws Exception {
    Path work = Path.of("target", "work", distribution.id() + "-kill");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      DataSourceSetting database =
          DataSourceSetting.of(
              PGXADataSource.class,
              "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres",
              "postgres");
      RunningServer server = distribution.start(work, database);
      try {
        Path war = new Applications(server, work.resolve("wars")).work("work", "PT10S");
        assertThat(server.deploy(war)).isTrue();
        Hooks hooks = new Hooks(server.base().resolve("work/"));
        Senders senders = new Senders(hooks);
        Await.until(() -> senders.finished.get() >= BEFORE_KILL);
        server.kill();
        int port = server.base().getPort();
        server = distribution.resume(work, database, port);
        senders.await();
      } finally {
        server.close();
      }
      assertThat(count(postgres, "select count(*) from effect")).isEqualTo(DELIVERIES);
      assertThat(count(postgres, "select count(distinct number) from effect"))
          .isEqualTo(DELIVERIES);
      // By its transaction, where the row is the receipt, or by a lease.
      assertThat(
              count(
                  postgres,
                  "select count(*) from gatepost_delivery d where finished = 1 and (consumer_name is"
                      + " not null or exists (select 1 from gatepost_receipt where delivery = d.id))"))
          .isEqualTo(DELIVERIES);
    }
    Results.add(distribution, "Kills", "eachDeliveryTakesEffectOnce", "passed", "");
  }

  @AfterAll
  static void record() {
    Results.record();
  }

  private static int count(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Several threads, each of which sends each of its deliveries until it has succeeded. */
  private static final class Senders {
    private final AtomicInteger finished = new AtomicInteger();
    private final List<Future<?>> running = new ArrayList<>();

    Senders(Hooks hooks) {
      ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
      IntStream.range(0, DELIVERIES)
          .forEach(i -> running.add(threads.submit(() -> sendUntilDone(hooks, i))));
      threads.shutdown();
    }

    private Void sendUntilDone(Hooks hooks, int number) throws Exception {
      String task = "{\"number\": \"" + number + "\", \"failures\": 0}";
      Await.until(
          () -> {
            try {
              return hooks.github("required", task).statusCode() == 200;
            } catch (IOException dead) {
              return false;
            }
          });
      finished.incrementAndGet();
      return null;
    }

    void await() throws Exception {
      for (Future<?> each : running) {
        each.get();
      }
    }
  }
}
