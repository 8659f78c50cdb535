package org.gatepost.sample.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers that get the same deliveries at once, and one of which is killed and started again.
 */
@EnabledIfSystemProperty(named = "gatepost.crash", matches = "full")
class TwoNodesIT {
  private static final int DELIVERIES = 10_000;
  private static final int KILLS = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void everyEffectHappensOnceWithOneDatabase() throws Exception {
    long seed = Dose.seed();
    System.out.printf("Two nodes: gatepost.seed=%d%n", seed);
    List<String> ids = Deliveries.ids(DELIVERIES);
    Path war = Application.export(folder, "jdbc:java:app/jdbc/received");
    List<String> noGrid = List.of("--nohazelcast");
    try (Storage storage = new PostgreSql(folder.resolve("data"))) {
      try (Node stable = new Node(folder.resolve("stable"), war, storage, noGrid);
          Node killed = new Node(folder.resolve("killed"), war, storage, noGrid)) {
        run(stable, killed, ids, new Random(seed));
      }
      try (Connection connection = storage.connect()) {
        Effects effects = Effects.of(connection);
        System.out.printf("Two nodes: %s%n", effects.summary());
        effects.requireOnce(ids).requireLedgerConsistent(ids);
      }
    }
  }

  /** Gives the deliveries that were on their way to the node when it was killed. */
  private static Sender run(Node stable, Node killed, List<String> ids, Random random)
      throws Exception {
    long begin = System.nanoTime();
    stable.start();
    killed.start();
    try (Sender one = new Sender(stable.base());
        Sender other = new Sender(killed.base())) {
      int part = ids.size() / (KILLS + 1);
      for (int i = 0; i < KILLS; i++) {
        // Part by part, so that each kill finds both at work.
        List<String> next = ids.subList(i * part, (i + 1) * part);
        one.add(next);
        other.add(next);
        new Kill(i * part + random.nextInt(part * 3 / 4), random.nextInt(50)).await(other);
        killed.kill();
        killed.start();
        other.awaitFinished(i * part);
      }
      List<String> rest = ids.subList(KILLS * part, ids.size());
      one.add(rest);
      other.add(rest);
      one.awaitFinished(ids.size());
      other.awaitFinished(ids.size());
      System.out.printf(
          "Two nodes: %d deliveries to each, %d kills, %d deliveries in flight then, answers %s and %s, %d s%n",
          ids.size(),
          KILLS,
          other.unanswered().size(),
          one.answers(),
          other.answers(),
          Duration.ofNanos(System.nanoTime() - begin).toSeconds());
      return other;
    }
  }
}
