package org.gatepost.cdi;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatepost.cdi.internal.json.HeldValues;
import org.gatepost.cdi.internal.json.PayloadException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to see that a record can hold what is bound, beside the binding: 1 KB of JSON with
 * ten numbers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 9, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class NumberGuardBenchmark {
  private static final String TEXT = json();

  private final Jsonb jsonb = JsonbBuilder.create();
  private final HeldValues held = HeldValues.of(Order.class, jsonb);

  /** An order with two lines. */
  public record Order(
      String id,
      String customer,
      String street,
      String note,
      long created,
      int version,
      BigDecimal total,
      double weight,
      boolean paid,
      List<Line> lines) {}

  /** A line. */
  public record Line(String article, String description, int quantity, long cents, double tax) {}

  private static String json() {
    String line =
        "{\"article\":\"A-100-200\",\"description\":\"%s\",\"quantity\":3,\"cents\":129900,\"tax\":0.19}"
            .formatted("d".repeat(150));
    return "{\"id\":\"ord_0123456789abcdef\",\"customer\":\"cus_0123456789abcdef\",\"street\":\"%s\",\"note\":\"%s\","
            .formatted("s".repeat(60), "n".repeat(250))
        + "\"created\":1760000000000,\"version\":7,\"total\":2598.00,\"weight\":12.5,\"paid\":true,\"lines\":["
        + line
        + ","
        + line
        + "]}";
  }

  /** Without the guard. */
  @Benchmark
  public Object bind() {
    return jsonb.fromJson(TEXT, Order.class);
  }

  /** With it. */
  @Benchmark
  public Object bindGuarded() throws PayloadException {
    Object bound = jsonb.fromJson(TEXT, Order.class);
    held.require(TEXT);
    return bound;
  }
}
