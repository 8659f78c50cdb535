package org.gatepost.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What ten million remembered deliveries cost; only with {@code -Pplans}. Prints the plans, and the
 * time of a delivery with one receipt, in turns with a ledger that remembers a thousand.
 */
@ExtendWith({PostgreSql.Resolver.class, MariaDb.Resolver.class})
class LedgerPlansCampaign {
  private static final int ROUNDS = 20;
  private static final int DELIVERIES_PER_ROUND = 200;
  private static final int MAX_LOOKS = 300;

  @Test
  void postgreSql(PostgreSql server) throws Exception {
    compare(
        LedgerPlans.POSTGRESQL,
        server.schema(),
        server.schema(),
        Long.getLong("gatepost.rows", 10_000_000));
  }

  @Test
  void mariaDb(MariaDb server) throws Exception {
    compare(
        LedgerPlans.MARIADB,
        server.database(),
        server.database(),
        Long.getLong("gatepost.rows.mariadb", 1_000_000));
  }

  private static void compare(LedgerPlans database, DataSource few, DataSource many, long rows)
      throws Exception {
    Ledger small = LedgerPlans.fill(database, few, 1_000);
    Ledger large = LedgerPlans.fill(database, many, rows);
    String plans = LedgerPlans.require(database, many);

    long[] smallNanos = new long[ROUNDS];
    long[] largeNanos = new long[ROUNDS];
    double[] ratios = new double[ROUNDS];
    long pagesRead = 0;
    long bytes;
    try (Connection server = many.getConnection()) {
      for (int i = 0; i < MAX_LOOKS && !database.isQuiet(server); i++) {}
      bytes = database.bytes(server);
      process(small, "warm-up");
      process(large, "warm-up");
      for (int round = 0; round < ROUNDS; round++) {
        smallNanos[round] = process(small, "round " + round);
        long before = database.pagesRead(server);
        largeNanos[round] = process(large, "round " + round);
        pagesRead += database.pagesRead(server) - before;
        ratios[round] = (double) largeNanos[round] / smallNanos[round];
      }
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "%s with %,d rows, %,d MB:%n%s%na delivery: %.0f µs at 1,000 rows, %.0f µs at %,d, and %.2f pages read"
            + " from files, ratio %.2f (median of pairs)%n",
        database,
        rows,
        bytes / 1_000_000,
        plans,
        medianMicros(smallNanos),
        medianMicros(largeNanos),
        rows,
        (double) pagesRead / ROUNDS / DELIVERIES_PER_ROUND,
        ratios[ROUNDS / 2]);
  }

  /** Claims, gives a receipt and completes, and returns how long that took. */
  private static long process(Ledger ledger, String round) {
    long start = System.nanoTime();
    for (int i = 0; i < DELIVERIES_PER_ROUND; i++) {
      DeliveryKey key = new DeliveryKey("campaign", round + "/" + i);
      Claim.Granted claim = (Claim.Granted) ledger.claim(key);
      assertThat(ledger.giveReceipt(claim, "consumer")).isTrue();
      assertThat(ledger.complete(claim)).isTrue();
    }
    return System.nanoTime() - start;
  }

  private static double medianMicros(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e3 / DELIVERIES_PER_ROUND;
  }
}
