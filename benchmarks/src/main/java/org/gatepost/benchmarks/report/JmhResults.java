package org.gatepost.benchmarks.report;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepost.benchmarks.load.Spread;

/**
 * What JMH has written with {@code -rf json -prof gc}. Benchmarks are called by class and method.
 *
 * @param all the file
 */
record JmhResults(JsonArray all) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  boolean has(String benchmark) {
    return of(benchmark).findAny().isPresent();
  }

  /**
   * A benchmark's score with these values of its parameters: the median of all iterations, for
   * their mean is that of whatever else the machine does.
   */
  Optional<Double> score(String benchmark, Map<String, String> values) {
    return result(benchmark, values)
        .map(result -> Spread.of(iterations(result.getJsonObject("primaryMetric"))).median());
  }

  private static List<Double> iterations(JsonObject metric) {
    return metric.getJsonArray("rawData").stream()
        .flatMap(fork -> fork.asJsonArray().stream())
        .map(score -> ((JsonNumber) score).doubleValue())
        .toList();
  }

  /** The bytes it allocates at each call. */
  Optional<Double> allocated(String benchmark, Map<String, String> values) {
    return result(benchmark, values)
        .map(result -> result.getJsonObject("secondaryMetrics").getJsonObject(ALLOCATED))
        .map(metric -> Figures.number(metric, "score"));
  }

  /** The values of a parameter that a benchmark ran with, in its order. */
  List<String> values(String benchmark, String parameter) {
    return of(benchmark)
        .map(result -> result.getJsonObject("params").getString(parameter))
        .distinct()
        .toList();
  }

  /** The same of a parameter that is a number, the least first. */
  List<Long> numbers(String benchmark, String parameter) {
    return values(benchmark, parameter).stream().map(Long::valueOf).sorted().toList();
  }

  /** How a benchmark was measured. */
  String conditions(String benchmark) {
    JsonObject any = of(benchmark).findFirst().orElseThrow();
    return "Java %s; forks: %d, medians of %d iterations of %s each."
        .formatted(
            any.getString("jdkVersion"),
            any.getInt("forks"),
            any.getInt("measurementIterations"),
            any.getString("measurementTime"));
  }

  private Stream<JsonObject> of(String benchmark) {
    return all.stream()
        .map(JsonValue::asJsonObject)
        .filter(result -> result.getString("benchmark").endsWith("." + benchmark));
  }

  private Optional<JsonObject> result(String benchmark, Map<String, String> values) {
    return of(benchmark).filter(result -> matches(result, values)).findFirst();
  }

  private static boolean matches(JsonObject result, Map<String, String> values) {
    JsonObject actual = result.getOrDefault("params", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    return values.entrySet().stream()
        .allMatch(value -> value.getValue().equals(actual.getString(value.getKey(), null)));
  }
}
