package org.gatepost.benchmarks.ledger;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/** New deliveries claimed and completed by one thread, by how many are remembered. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerSizeBenchmark extends FilledStore {

  /** Which store, see {@link MemoryStores#of}. */
  @Param({"gatepost", "caffeine", "camel", "spring"})
  public String store = "";

  /** How many deliveries are remembered. */
  @Param({"1000", "10000", "100000", "1000000", "10000000"})
  public int remembered;

  @Benchmark
  public boolean pass(Deliveries deliveries) throws Exception {
    return passNext(deliveries);
  }
}
