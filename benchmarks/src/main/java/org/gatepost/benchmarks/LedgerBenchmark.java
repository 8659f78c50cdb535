package org.gatepost.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.MemoryLedger;
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
import org.openjdk.jmh.annotations.Warmup;

/** A new delivery claimed and completed, in a memory ledger that remembers so many already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
public class LedgerBenchmark {

  /** How many deliveries are remembered when the measurement begins. */
  @Param({"1000", "100000", "1000000", "5000000"})
  public int remembered;

  private Ledger ledger = Ledger.none();

  /** Fills the ledger. */
  @Setup
  public void fill() {
    ledger =
        Ledger.memory(
            new MemoryLedger.Settings(
                Integer.MAX_VALUE, Duration.ofDays(3), Duration.ofMinutes(15)),
            Clock.systemUTC());
    for (int i = 0; i < remembered; i++) {
      claimAndComplete();
    }
  }

  /** What a delivery costs at the ledger, the making of its key included. */
  @Benchmark
  public boolean claimAndComplete() {
    long id = ThreadLocalRandom.current().nextLong();
    DeliveryKey key = new DeliveryKey("github", Long.toHexString(id));
    return ledger.claim(key) instanceof Claim.Granted granted && ledger.complete(granted);
  }
}
