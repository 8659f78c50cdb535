package org.gatepost.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gatepost.sample.server.PayaraMicro;
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

  private final List<String> ids = Deliveries.ids(DELIVERIES);

  @Test
  void everyEffectHappensOnceWithOneDatabase() throws Exception {
    Path war = Application.export(folder, "jdbc:java:app/jdbc/received");
    try (Storage storage = new PostgreSql(folder.resolve("data"))) {
      try (Node stable = new Node(folder.resolve("stable"), war, storage, PayaraMicro.noGrid());
          Node killed = new Node(folder.resolve("killed"), war, storage, PayaraMicro.noGrid())) {
        run("Two nodes, one database", stable, killed);
      }
      try (Connection connection = storage.connect()) {
        Effects effects = Effects.of(connection);
        System.out.printf("Two nodes, one database: %s%n", effects.summary());
        effects.requireOnce(ids).requireLedgerConsistent(ids);
      }
    }
  }

  /** The grid knows what the node that dies has finished; what it was at is run again. */
  @Test
  void nothingIsLostWithOneGridAndOnlyWhatWasOnItsWayIsDoubled() throws Exception {
    Path war = Application.export(folder, "jcache:deliveries");
    int port = PayaraMicro.freePort();
    int otherPort = PayaraMicro.freePort();
    try (Storage storage = new PostgreSql(folder.resolve("data"))) {
      Set<String> onTheirWay;
      try (Node stable =
              new Node(folder.resolve("stable"), war, storage, PayaraMicro.grid(port, port));
          Node killed =
              new Node(folder.resolve("killed"), war, storage, PayaraMicro.grid(otherPort, port))) {
        onTheirWay = run("Two nodes, one grid", stable, killed);
      }
      try (Connection connection = storage.connect()) {
        Effects effects = Effects.of(connection);
        System.out.printf("Two nodes, one grid: %s%n", effects.summary());
        effects.requireNothingLost(ids);
        assertThat(onTheirWay).containsAll(effects.doubled());
      }
    }
  }

  /** Gives the deliveries that were on their way to the node when it was killed. */
  private Set<String> run(String name, Node stable, Node killed) throws Exception {
    long seed = Dose.seed();
    System.out.printf("%s: gatepost.seed=%d%n", name, seed);
    Random random = new Random(seed);
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
          "%s: %d deliveries to each, %d kills, %d deliveries in flight then, answers %s and %s, %d s%n",
          name,
          ids.size(),
          KILLS,
          other.unanswered().size(),
          one.answers(),
          other.answers(),
          Duration.ofNanos(System.nanoTime() - begin).toSeconds());
      return other.unanswered();
    }
  }
}
