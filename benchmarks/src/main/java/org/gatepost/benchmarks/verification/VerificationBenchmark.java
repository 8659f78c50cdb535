package org.gatepost.benchmarks.verification;

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
import org.openjdk.jmh.annotations.Warmup;

/** A genuine request verified with its one secret, by the body's size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class VerificationBenchmark {

  /** Who verifies, see {@link Contenders#of}. */
  @Param({
    "mac",
    "github",
    "stripe",
    "standard-webhooks",
    "slack",
    "twilio",
    "stripe-java",
    "standardwebhooks",
    "svix",
    "slack-app-backend",
    "twilio-java"
  })
  public String contender = "";

  /** The body's size in bytes. */
  @Param({"128", "1024", "16384", "262144", "4194304"})
  public int size;

  private Contender made = () -> "";

  /** Makes the request and what verifies it, and sees it accepted. */
  @Setup
  public void prepare() throws Exception {
    made = Contenders.of(contender, Sample.of(size, 1, true));
    if (!contender.equals("mac") && !Contender.isAcceptance(made.verify())) {
      throw new IllegalStateException("refused by " + contender);
    }
  }

  @Benchmark
  public Object verify() throws Exception {
    return made.verify();
  }
}
