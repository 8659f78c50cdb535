package org.gatepost.benchmarks.report;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * How costs grow, from what {@code ScaleRun} has written.
 *
 * @param result the file
 */
record ScaleTables(JsonObject result) {
  private static final String CPU = "µs of CPU";

  /** On what and how it was measured. */
  String conditions() {
    return "%d cores, shared by server and load; Java %s; preset `%s`; medians of %d rounds of %s s, all points of a curve in turns."
        .formatted(
            result.getInt("cores"),
            result.getString("java"),
            result.getString("preset"),
            result.getInt("rounds"),
            result.getJsonNumber("seconds"));
  }

  /** What a request takes by the number of filters in its application. */
  Optional<Curves> sources() {
    return curves("sources", "A request by the number of filters", "filters", CPU, Figures::count);
  }

  /** What they keep on the heap. */
  Optional<Curves> heapOfSources() {
    return curves("sources-heap", "The heap of filters", "filters", "KB", Figures::count);
  }

  /** How long the application takes to start. */
  Optional<Curves> startOfSources() {
    return curves("sources-start", "The start of filters", "filters", "ms", Figures::count);
  }

  Optional<Curves> bodies() {
    return curves("bodies", "A request by its body's length", "bytes", CPU, Figures::bytes);
  }

  /** What is allocated for a request. */
  Optional<Curves> allocatedForBodies() {
    return curves(
        "bodies-allocated", "Allocated by the body's length", "bytes", "B", Figures::bytes);
  }

  Optional<Curves> connections() {
    return curves(
        "connections",
        "A request by the number of connections",
        "connections",
        CPU,
        Figures::count);
  }

  /** What stores keep for each delivery. */
  Optional<Curves> remembered() {
    return curves(
        "remembered",
        "The heap of a remembered delivery",
        "deliveries",
        "B each",
        Figures::count,
        Labels::memoryStore);
  }

  private Optional<Curves> curves(
      String name, String title, String across, String unit, LongFunction<String> label) {
    return curves(name, title, across, unit, label, UnaryOperator.identity());
  }

  private Optional<Curves> curves(
      String name,
      String title,
      String across,
      String unit,
      LongFunction<String> label,
      UnaryOperator<String> names) {
    if (!result.containsKey(name)) {
      return Optional.empty();
    }
    Curves curves = new Curves(title, across, unit, label);
    for (JsonValue value : result.getJsonArray(name)) {
      JsonObject point = value.asJsonObject();
      curves.add(
          names.apply(point.getString("name")),
          point.getJsonNumber("x").longValue(),
          Figures.number(point, "y"));
    }
    return Optional.of(curves);
  }
}
