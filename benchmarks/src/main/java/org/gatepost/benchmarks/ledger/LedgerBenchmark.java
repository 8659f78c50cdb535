package org.gatepost.benchmarks.ledger;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Threads;

/** New deliveries claimed and completed in memory, by the number of threads. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LedgerBenchmark extends FilledStore {

  /** Which store, see {@link MemoryStores#of}. */
  @Param({"gatepost", "gatepost-receipt", "caffeine", "camel", "spring"})
  public String store = "";

  /** How many deliveries are remembered. */
  @Param("100000")
  public int remembered;

  @Benchmark
  @Threads(1)
  public boolean oneThread(Deliveries deliveries) throws Exception {
    return passNext(deliveries);
  }

  @Benchmark
  @Threads(2)
  public boolean twoThreads(Deliveries deliveries) throws Exception {
    return passNext(deliveries);
  }

  @Benchmark
  @Threads(4)
  public boolean fourThreads(Deliveries deliveries) throws Exception {
    return passNext(deliveries);
  }

  @Benchmark
  @Threads(8)
  public boolean eightThreads(Deliveries deliveries) throws Exception {
    return passNext(deliveries);
  }
}
