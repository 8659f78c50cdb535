package org.gatepost.benchmarks.ledger;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A store in memory that remembers as many deliveries as it ever will. */
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx5g")
public abstract class FilledStore {
  private final PassingClock clock = new PassingClock();
  private Store filled = id -> false;

  /** Which store, see {@link MemoryStores#of}. */
  abstract String store();

  /** How many deliveries are remembered. */
  abstract int remembered();

  /** Fills the store. */
  @Setup
  public void fill() throws Exception {
    filled = MemoryStores.of(store(), remembered(), clock);
    Deliveries.fill(filled, clock, remembered());
  }

  @TearDown
  public void close() throws Exception {
    filled.close();
  }

  boolean pass(Deliveries deliveries) throws Exception {
    return deliveries.pass(filled, clock);
  }
}
