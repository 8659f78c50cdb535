package org.gatepost.benchmarks.ledger;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** New deliveries claimed and completed by one thread, by how many are remembered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx5g")
public class LedgerSizeBenchmark {

  /** Which store, see {@link MemoryStores#of}. */
  @Param({"gatepost", "caffeine", "camel", "spring"})
  public String store = "";

  /** How many deliveries are remembered. */
  @Param({"1000", "10000", "100000", "1000000", "10000000"})
  public int remembered;

  private final PassingClock clock = new PassingClock();
  private Store filled = id -> false;

  /** Fills the store. */
  @Setup
  public void fill() throws Exception {
    filled = MemoryStores.of(store, remembered, clock);
    Deliveries.fill(filled, clock, remembered);
  }

  @TearDown
  public void close() throws Exception {
    filled.close();
  }

  @Benchmark
  public boolean pass(Deliveries deliveries) throws Exception {
    return deliveries.pass(filled, clock);
  }
}
