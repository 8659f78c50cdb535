package org.gatepost.benchmarks.report;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * What JMH has written with {@code -rf json -prof gc}.
 *
 * @param all the file
 */
record JmhResults(JsonArray all) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** The score of a benchmark by class and method, with a parameter's value. */
  Optional<Double> score(String benchmark, String parameter, String value) {
    return result(benchmark, parameter, value)
        .map(result -> Figures.number(result.getJsonObject("primaryMetric"), "score"));
  }

  /** The bytes it allocates at each call. */
  Optional<Double> allocated(String benchmark, String parameter, String value) {
    return result(benchmark, parameter, value)
        .map(result -> result.getJsonObject("secondaryMetrics").getJsonObject(ALLOCATED))
        .map(metric -> Figures.number(metric, "score"));
  }

  /** The values of a parameter that a benchmark ran with, the least first. */
  List<Long> values(String benchmark, String parameter) {
    return all.stream()
        .map(JsonValue::asJsonObject)
        .filter(result -> result.getString("benchmark").endsWith("." + benchmark))
        .map(result -> Long.parseLong(result.getJsonObject("params").getString(parameter)))
        .sorted()
        .toList();
  }

  /** How a benchmark was measured. */
  String conditions(String benchmark) {
    JsonObject any =
        all.stream()
            .map(JsonValue::asJsonObject)
            .filter(result -> result.getString("benchmark").endsWith("." + benchmark))
            .findFirst()
            .orElseThrow();
    return "Java %s; forks: %d, iterations: %d of %s."
        .formatted(
            any.getString("jdkVersion"),
            any.getInt("forks"),
            any.getInt("measurementIterations"),
            any.getString("measurementTime"));
  }

  private Optional<JsonObject> result(String benchmark, String parameter, String value) {
    return all.stream()
        .map(JsonValue::asJsonObject)
        .filter(result -> result.getString("benchmark").endsWith("." + benchmark))
        .filter(result -> result.containsKey("params"))
        .filter(result -> value.equals(result.getJsonObject("params").getString(parameter, null)))
        .findFirst();
  }
}
