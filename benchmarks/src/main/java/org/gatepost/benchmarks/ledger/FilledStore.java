package org.gatepost.benchmarks.ledger;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** A store in memory that remembers as many deliveries as it ever will. */
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx5g")
public abstract class FilledStore {
  private final PassingClock clock = new PassingClock();
  private Store filled = id -> false;

  /** Fills the store, by the parameters {@code store} and {@code remembered} of the benchmark. */
  @Setup
  public void fill(BenchmarkParams benchmark) throws Exception {
    int remembered = Integer.parseInt(benchmark.getParam("remembered"));
    filled = MemoryStores.of(benchmark.getParam("store"), remembered, clock);
    Deliveries.fill(filled, clock, remembered);
  }

  @TearDown
  public void close() throws Exception {
    filled.close();
  }

  /** Takes the next delivery through the store. */
  boolean passNext(Deliveries deliveries) throws Exception {
    return deliveries.pass(filled, clock);
  }
}
