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

/**
 * What {@link VerificationBenchmark} leaves out: three secrets, of which the last has signed, and
 * forged requests, whose signature is well-formed. The floor is an HMAC for each secret.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class VerificationCasesBenchmark {

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
  @Param({"1024", "16384"})
  public int size;

  /** How many secrets are known, and whether the last of them has signed. */
  @Param({"1-forged", "3-genuine", "3-forged"})
  public String secrets = "";

  private Contender made = () -> "";

  /** Makes the request and what verifies it, and sees it accepted or refused. */
  @Setup
  public void prepare() throws Exception {
    int count = Integer.parseInt(secrets.substring(0, 1));
    boolean genuine = secrets.endsWith("genuine");
    made = Contenders.of(contender, Sample.of(size, count, genuine));
    if (!contender.equals("mac") && Contender.isAcceptance(made.verify()) != genuine) {
      throw new IllegalStateException(secrets + " judged wrongly by " + contender);
    }
  }

  @Benchmark
  public Object verify() throws Exception {
    return made.verify();
  }
}
