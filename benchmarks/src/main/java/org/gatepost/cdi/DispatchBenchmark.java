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

/**
 * A verified delivery handed to the one observer that matches it, among many that do not, beside
 * what a user would write instead: a {@code switch} over the types that binds and calls, and a
 * plain event of CDI. The floor is JSON-B's own binding.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class DispatchBenchmark {

  /** How many observers there are, this one among them. */
  @Param({"1", "10", "100", "500"})
  public int registered;

  private final Passage delivery = Application.delivery(Application.TYPE);
  private final Passage conditional = Application.delivery(Application.TYPE_WITH_CONDITION);
  private Application application;

  /** Starts the application, and sees all ways lead to the observer. */
  @Setup
  public void start() {
    application = new Application(registered - 1, false);
    if (dispatch().answer().status() > 299 || dispatchWithCondition().answer().status() > 299) {
      throw new IllegalStateException("not dispatched");
    }
  }

  @TearDown
  public void stop() throws Exception {
    application.close();
  }

  /** The floor: the bytes become text and the text the record. */
  @Benchmark
  public Object bind() {
    return application.bind(delivery);
  }

  /** What a user writes without any of this: no receipts, and the first failure ends it. */
  @Benchmark
  public void handWritten() {
    switch (delivery.verified().type()) {
      case "workflow.completed" -> application.runs().called(application.bind(delivery));
      case "workflow.failed", "workflow.started" -> throw new IllegalStateException();
      default -> {}
    }
  }

  /** A plain event. */
  @Benchmark
  public void fired() {
    application.fire(application.bind(delivery));
  }

  @Benchmark
  public Told dispatch() {
    return application.dispatch(delivery);
  }

  /** The body is read as JSON besides. */
  @Benchmark
  public Told dispatchWithCondition() {
    return application.dispatch(conditional);
  }
}
