package org.gatepost.benchmarks.ledger;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * New deliveries, of one thread. All threads together go on where {@link #fill} has ended. What
 * does not forget by itself is told with each to remove the oldest.
 */
@State(Scope.Thread)
public class Deliveries {
  /** Above 1, so that the clock is not what the threads wait for. */
  private static final int TICKET = 16;

  private long next;
  private int step;
  private int remembered;
  private int sinceTick;

  /** Takes up the thread's part of the sequence. */
  @Setup
  public void begin(BenchmarkParams benchmark, ThreadParams thread) {
    String parameter = benchmark.getParam("remembered");
    remembered = parameter == null ? 0 : Integer.parseInt(parameter);
    next = (long) remembered + thread.getThreadIndex();
    step = thread.getThreadCount();
  }

  /** Takes so many through a store. */
  static void fill(Store store, PassingClock clock, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      store.pass(id(i));
      clock.pass(1);
    }
  }

  /** Takes the next one through a store; the making of its id is part of it. */
  boolean pass(Store store, PassingClock clock) throws Exception {
    if (++sinceTick == TICKET) {
      clock.pass(TICKET);
      sinceTick = 0;
    }
    boolean passed = store.pass(id(next));
    if (!store.forgets()) {
      store.remove(id(next - remembered));
    }
    next += step;
    return passed;
  }

  /** One for each number, in no order (the finalizer of SplitMix64, which is a bijection). */
  private static String id(long number) {
    long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return Long.toHexString(z ^ (z >>> 31));
  }
}
