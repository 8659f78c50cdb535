package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.NaiveLedger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, the memory ledger answers as the naive one does. */
class MemoryLedgerOracleTest {
  private static final int STEPS = 20_000;

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_700_000_000));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyAnswerIsTheOracles(long seed) {
    Random random = new Random(seed);
    int capacity = seed % 2 == 0 ? 40 : 4_000;
    int deliveries = seed % 4 < 2 ? 60 : 5_000;
    var settings =
        new MemoryLedger.Settings(capacity, Duration.ofSeconds(300), Duration.ofSeconds(20));
    Ledger ledger = new MemoryLedger(settings, clock);
    Ledger oracle = new NaiveLedger(settings, clock);
    List<Claim.Granted[]> granted = new ArrayList<>();
    int full = 0;
    int done = 0;

    for (int step = 0; step < STEPS; step++) {
      DeliveryKey key = new DeliveryKey("s", Integer.toString(random.nextInt(deliveries)));
      if (random.nextInt(10) == 0) {
        // Now and then a long one, so that much is forgotten at once.
        clock.advance(Duration.ofSeconds(random.nextInt(50) == 0 ? 200 : random.nextInt(3)));
      }
      int action = granted.isEmpty() ? 0 : random.nextInt(6);
      Claim.Granted[] held = granted.isEmpty() ? null : granted.get(random.nextInt(granted.size()));
      String consumer = "c" + random.nextInt(3);
      switch (action) {
        case 0, 1 -> {
          String theirs = answer(oracle, key, granted, 0);
          String ours = answer(ledger, key, granted, 1);
          assertThat(ours).as("claim at step %d", step).isEqualTo(theirs);
          full += ours.equals("full") ? 1 : 0;
          done += ours.equals("done") ? 1 : 0;
        }
        case 2 ->
            assertThat(ledger.complete(held[1]))
                .as("complete at step %d", step)
                .isEqualTo(oracle.complete(held[0]));
        case 3 -> {
          ledger.release(held[1]);
          oracle.release(held[0]);
        }
        case 4 ->
            assertThat(ledger.giveReceipt(held[1], consumer))
                .as("receipt at step %d", step)
                .isEqualTo(oracle.giveReceipt(held[0], consumer));
        default ->
            assertThat(ledger.hasReceipt(held[1], consumer))
                .as("receipt asked at step %d", step)
                .isEqualTo(oracle.hasReceipt(held[0], consumer));
      }
      if (granted.size() > 200) {
        granted.subList(0, 100).clear();
      }
    }
    assertThat(done).isPositive();
    assertThat(full > 0).isEqualTo(capacity < deliveries && capacity == 40);
  }

  /** The answer without its token, which may differ; a grant is kept beside the other's. */
  private static String answer(
      Ledger ledger, DeliveryKey key, List<Claim.Granted[]> granted, int side) {
    Claim claim;
    try {
      claim = ledger.claim(key);
    } catch (LedgerException e) {
      return "full";
    }
    if (!(claim instanceof Claim.Granted grant)) {
      return claim instanceof Claim.Busy ? "busy" : "done";
    }
    if (side == 0) {
      granted.add(new Claim.Granted[2]);
    }
    granted.get(granted.size() - 1)[side] = grant;
    return "granted " + grant.attempt();
  }
}
