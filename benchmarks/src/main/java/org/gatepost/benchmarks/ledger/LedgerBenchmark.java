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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** New deliveries claimed and completed in memory, by the number of threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx5g")
public class LedgerBenchmark {

  /** Which store, see {@link MemoryStores#of}. */
  @Param({"gatepost", "gatepost-receipt", "caffeine", "camel", "spring"})
  public String store = "";

  /** How many deliveries are remembered. */
  @Param("100000")
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
  @Threads(1)
  public boolean oneThread(Deliveries deliveries) throws Exception {
    return deliveries.pass(filled, clock);
  }

  @Benchmark
  @Threads(2)
  public boolean twoThreads(Deliveries deliveries) throws Exception {
    return deliveries.pass(filled, clock);
  }

  @Benchmark
  @Threads(4)
  public boolean fourThreads(Deliveries deliveries) throws Exception {
    return deliveries.pass(filled, clock);
  }

  @Benchmark
  @Threads(8)
  public boolean eightThreads(Deliveries deliveries) throws Exception {
    return deliveries.pass(filled, clock);
  }
}
