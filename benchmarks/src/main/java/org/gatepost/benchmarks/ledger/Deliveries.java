package org.gatepost.benchmarks.ledger;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** New deliveries, of one thread. */
@State(Scope.Thread)
public class Deliveries {
  /** Above 1, so that the clock is not what the threads wait for. */
  private static final int TICKET = 16;

  private final SplittableRandom random = new SplittableRandom();
  private int sinceTick;

  /** Takes the next one through a store; the making of its id is part of it. */
  boolean pass(Store store, PassingClock clock) throws Exception {
    if (++sinceTick == TICKET) {
      clock.pass(TICKET);
      sinceTick = 0;
    }
    return store.pass(Long.toHexString(random.nextLong()));
  }

  /** Takes so many through a store. */
  void pass(Store store, PassingClock clock, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      pass(store, clock);
    }
  }
}
