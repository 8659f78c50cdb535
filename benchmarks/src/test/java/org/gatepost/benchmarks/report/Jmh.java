package org.gatepost.benchmarks.report;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** Results as JMH writes them, of what the tables read. */
final class Jmh {
  private Jmh() {}

  /**
   * One result, the mean of which is not its median.
   *
   * @param benchmark below {@code org.gatepost.benchmarks}
   */
  static JsonObjectBuilder result(
      String benchmark, double score, double bytes, Map<String, String> parameters) {
    JsonObjectBuilder params = Json.createObjectBuilder();
    parameters.forEach(params::add);
    return Json.createObjectBuilder()
        .add("benchmark", "org.gatepost.benchmarks." + benchmark)
        .add("jdkVersion", "17")
        .add("forks", 1)
        .add("measurementIterations", 3)
        .add("measurementTime", "300 ms")
        .add("params", params)
        .add(
            "primaryMetric",
            Json.createObjectBuilder()
                .add("score", 3 * score)
                .add(
                    "rawData",
                    Json.createArrayBuilder()
                        .add(Json.createArrayBuilder().add(9 * score).add(score).add(0))))
        .add(
            "secondaryMetrics",
            Json.createObjectBuilder()
                .add("gc.alloc.rate.norm", Json.createObjectBuilder().add("score", bytes)));
  }
}
