package org.gatepost.sample.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gatepost.sample.server.PayaraMicro;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at random moments, under a sender that sends until it has its 200. */
class KillIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void everyEffectHappensOnceOnPostgreSql() throws Exception {
    try (Storage storage = new PostgreSql(folder.resolve("data"))) {
      // Every delivery of one event, and in the short dose a few of ten between them.
      List<String> requests = new ArrayList<>(Deliveries.ids(Dose.of(100, 5_000)));
      requests.addAll(50, Deliveries.many(Dose.of(5, 0)));
      run("PostgreSQL", storage, requests, Dose.of(2, 40));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "gatepost.crash", matches = "full")
  void everyEffectOfEachOfTenEventsHappensOnceOnPostgreSql() throws Exception {
    try (Storage storage = new PostgreSql(folder.resolve("data"))) {
      run("PostgreSQL, ten events each", storage, Deliveries.many(10_000), 40);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "gatepost.crash", matches = "full")
  void everyEffectHappensOnceOnH2() throws Exception {
    try (Storage storage = new H2File(folder.resolve("received"))) {
      run("H2", storage, Deliveries.ids(1_500), 10);
    }
  }

  private void run(String name, Storage storage, List<String> requests, int kills)
      throws Exception {
    long seed = Dose.seed();
    System.out.printf("%s: gatepost.seed=%d%n", name, seed);
    List<Kill> plan = Kill.plan(new Random(seed), kills, requests.size());
    List<String> ids = Deliveries.events(requests);
    long begin = System.nanoTime();
    Path war = Application.export(folder, "jdbc:java:app/jdbc/received");
    try (Node node = new Node(folder.resolve("node"), war, storage, PayaraMicro.noGrid());
        Sender sender = new Sender(node.base())) {
      sender.add(requests);
      for (Kill kill : plan) {
        node.launch();
        kill.await(sender);
        node.kill();
      }
      node.start();
      sender.awaitFinished(requests.size());
      System.out.printf(
          "%s: %d deliveries of %d events, %d kills, %d deliveries in flight then, answers %s, %d s%n",
          name,
          requests.size(),
          ids.size(),
          kills,
          sender.unanswered().size(),
          sender.answers(),
          Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }
    try (Connection connection = storage.connect()) {
      Effects effects = Effects.of(connection);
      System.out.printf("%s: %s%n", name, effects.summary());
      effects.requireOnce(ids).requireLedgerConsistent(ids);
    } catch (AssertionError e) {
      throw new AssertionError("with -Dgatepost.seed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
