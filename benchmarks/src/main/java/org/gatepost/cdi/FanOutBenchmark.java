package org.gatepost.cdi;

import java.util.concurrent.TimeUnit;
import org.gatepost.cdi.internal.dispatch.Told;
import org.gatepost.receiver.Passage;
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

/** A verified delivery handed to many observers, all of which match, beside a plain event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class FanOutBenchmark {

  /** How many observers there are. */
  @Param({"1", "10", "100", "500"})
  public int matching;

  private final Passage delivery = Application.delivery(Application.TYPE);
  private Application application;

  /** Starts the application, and sees the delivery finished. */
  @Setup
  public void start() {
    application = new Application(matching - 1, true);
    if (dispatch().answer().status() > 299) {
      throw new IllegalStateException("not dispatched");
    }
  }

  @TearDown
  public void stop() throws Exception {
    application.close();
  }

  @Benchmark
  public void fired() {
    application.fire(application.bind(delivery));
  }

  @Benchmark
  public Told dispatch() {
    return application.dispatch(delivery);
  }
}
