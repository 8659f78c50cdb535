package org.gatepost.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/**
 * Where some values lie. The quartiles are those of linear interpolation between the ordered
 * values.
 *
 * @param min the least
 * @param lower a quarter is below
 * @param median half is below
 * @param upper three quarters are below
 * @param max the greatest
 */
public record Spread(double min, double lower, double median, double upper, double max) {

  /**
   * The spread of values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there must be a value");
    }
    double[] ordered = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(ordered);
    return new Spread(
        ordered[0],
        quantile(ordered, 0.25),
        quantile(ordered, 0.5),
        quantile(ordered, 0.75),
        ordered[ordered.length - 1]);
  }

  private static double quantile(double[] ordered, double part) {
    double at = part * (ordered.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, ordered.length - 1);
    return ordered[below] + (at - below) * (ordered[above] - ordered[below]);
  }

  JsonObject toJson() {
    return Json.createObjectBuilder()
        .add("min", min)
        .add("lower", lower)
        .add("median", median)
        .add("upper", upper)
        .add("max", max)
        .build();
  }
}
