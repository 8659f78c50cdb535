package org.gatepost.benchmarks.ledger;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.UUID;

/** Says what a store keeps on the heap for each remembered delivery. */
public final class StoreFootprint {
  private static final int COLLECTIONS = 10;

  private StoreFootprint() {}

  /**
   * Runs.
   *
   * @param arguments the store, see {@link MemoryStores#of}, and how many it remembers
   */
  public static void main(String... arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]);
    PassingClock clock = new PassingClock();
    Store store = MemoryStores.of(arguments[0], count, clock);
    // What comes with the first delivery, whatever follows it.
    store.pass("first");
    long before = heap();
    for (int i = 0; i < count; i++) {
      if (!store.pass(new UUID(i, count).toString())) {
        throw new IllegalStateException("seen before");
      }
    }
    long bytes = heap() - before;
    if (store.pass(new UUID(0, count).toString())) {
      throw new IllegalStateException("forgotten");
    }
    Reference.reachabilityFence(store);
    System.out.printf(Locale.ROOT, "%.1f%n", (double) bytes / count);
    store.close();
    // Caches may have threads of their own.
    System.exit(0);
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
