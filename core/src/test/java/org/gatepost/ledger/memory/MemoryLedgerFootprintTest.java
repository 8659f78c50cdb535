package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.junit.jupiter.api.Test;

/** What remembered deliveries cost of the heap. */
class MemoryLedgerFootprintTest {
  private static final int DELIVERIES = 1_000_000;

  @Test
  void finishedDeliveryTakesLessThan64Bytes() {
    Ledger ledger =
        new MemoryLedger(
            new MemoryLedger.Settings(DELIVERIES, Duration.ofDays(3), Duration.ofMinutes(15)),
            new SettableClock(Instant.EPOCH));
    long before = usedAfterCollection();

    for (int i = 0; i < DELIVERIES; i++) {
      DeliveryKey key = new DeliveryKey("github", "72d3162e-cc78-11e3-81ab-" + i);
      ledger.complete((Claim.Granted) ledger.claim(key));
    }

    long bytes = usedAfterCollection() - before;
    Reference.reachabilityFence(ledger);
    assertThat(bytes / DELIVERIES).isBetween(20L, 63L);
  }

  private static long usedAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
