package org.gatepost.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;

/** Points of curves with names, in the order in which they were added. Not thread-safe. */
final class CurvePoints {
  private final JsonArrayBuilder points = Json.createArrayBuilder();

  void add(String name, long x, double y) {
    points.add(Json.createObjectBuilder().add("name", name).add("x", x).add("y", y));
  }

  JsonArray toJson() {
    return points.build();
  }
}
