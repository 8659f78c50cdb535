package org.gatepost.benchmarks.report;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Servers under load, from what {@code LoadRun} has written.
 *
 * @param result the file
 */
record LoadTables(JsonObject result) {
  private static final List<String> PERCENTILES = List.of("p50", "p99", "p99.9");
  private static final List<String> CURVES =
      List.of("payara-memory", "payara-events", "payara-document");

  /** On what and how it was measured, in a sentence or two. */
  String conditions() {
    JsonObject machine = result.getJsonObject("machine");
    JsonObject settings = result.getJsonObject("settings");
    return "%d cores, shared by server and load; Java %s; preset `%s`, bodies of %s; %d connections; %d pairs of rounds of %s s at full load,\n%d of %s s at half of the slower one's throughput. Medians, and in brackets least and greatest of all pairs."
        .formatted(
            machine.getInt("cores"),
            machine.getString("java"),
            settings.getString("preset"),
            Figures.bytes(settings.getInt("bodyInBytes")),
            settings.getInt("connections"),
            settings.getInt("rounds"),
            settings.getJsonNumber("seconds"),
            settings.getInt("openRounds"),
            settings.getJsonNumber("openSeconds"));
  }

  private List<JsonObject> comparisons() {
    return result.getJsonArray("comparisons").stream().map(JsonValue::asJsonObject).toList();
  }

  boolean hasComparisons() {
    return !comparisons().isEmpty();
  }

  String throughput() {
    Table table =
        new Table(
            List.of(
                "server",
                "receiver",
                "beside",
                "requests/s, without and with",
                "throughput",
                "server's CPU a request",
                "allocated a request"));
    for (JsonObject comparison : comparisons()) {
      JsonObject throughput = comparison.getJsonObject("throughput");
      table.row(
          List.of(
              server(comparison),
              comparison.getString("subject"),
              comparison.getString("baseline"),
              sides(throughput),
              Figures.ratio(throughput.getJsonObject("ratio")),
              more(comparison, "cpuMicrosPerRequest", "µs"),
              more(comparison, "allocatedBytesPerRequest", "B")));
    }
    return table.toString();
  }

  String latency() {
    List<String> head = new ArrayList<>(List.of("server", "receiver", "beside", "requests/s"));
    PERCENTILES.forEach(p -> head.add(p + " in µs, without and with; ratio"));
    Table table = new Table(head);
    for (JsonObject comparison : comparisons()) {
      JsonObject latency = comparison.getJsonObject("latency");
      List<String> cells =
          new ArrayList<>(
              List.of(
                  server(comparison),
                  comparison.getString("subject"),
                  comparison.getString("baseline"),
                  Figures.count(Figures.number(latency, "perSecond"))));
      for (String percentile : PERCENTILES) {
        JsonObject pairs = latency.getJsonObject(percentile);
        cells.add(sides(pairs) + "; " + Figures.ratio(pairs.getJsonObject("ratio")));
      }
      table.row(cells);
    }
    return table.toString();
  }

  Optional<String> heap() {
    if (!result.containsKey("heap")) {
      return Optional.empty();
    }
    Table table = new Table(List.of("body", "held for it more than without", "beyond the body"));
    for (JsonValue value : result.getJsonArray("heap")) {
      JsonObject heap = value.asJsonObject();
      int size = heap.getInt("bodyInBytes");
      JsonObject more = heap.getJsonObject("heldBytesPerRequest").getJsonObject("difference");
      table.row(
          List.of(
              Figures.bytes(size),
              "%s B (%s to %s)"
                  .formatted(
                      Figures.count(Figures.median(more)),
                      Figures.count(Figures.number(more, "min")),
                      Figures.count(Figures.number(more, "max"))),
              Figures.count(Figures.median(more) - size) + " B"));
    }
    return Optional.of(table.toString());
  }

  Optional<String> deployment() {
    JsonObject deployment = result.getJsonObject("deployment");
    if (deployment == null) {
      return Optional.empty();
    }
    JsonObject millis = deployment.getJsonObject("millis");
    JsonObject more = millis.getJsonObject("difference");
    Table table = new Table(List.of("", ""));
    table.row(List.of("a WAR of one servlet", Figures.count(side(millis, "baseline")) + " ms"));
    table.row(
        List.of(
            "the same with both jars, a filter, `EventServlet` and an observer",
            Figures.count(side(millis, "subject")) + " ms"));
    table.row(
        List.of(
            "more, of %d pairs".formatted(millis.getInt("pairs")),
            "%s ms (%s to %s)"
                .formatted(
                    Figures.count(Figures.median(more)),
                    Figures.count(Figures.number(more, "min")),
                    Figures.count(Figures.number(more, "max")))));
    table.row(List.of("`gatepost-core.jar`", kilobytes(deployment, "coreJarBytes")));
    table.row(List.of("`gatepost-filter.jar`", kilobytes(deployment, "filterJarBytes")));
    table.row(List.of("`gatepost-cdi.jar`", kilobytes(deployment, "cdiJarBytes")));
    return Optional.of(table.toString());
  }

  /** Latencies of some receivers and of the bare servlet, by percentile. */
  Optional<LineChart> chart() {
    LineChart chart = new LineChart("Latency on Payara Micro at a fixed rate", "percentile", "µs");
    boolean any = false;
    for (JsonObject comparison : comparisons()) {
      if (CURVES.contains(comparison.getString("id"))) {
        if (!any) {
          chart.line(comparison.getString("baseline"), points(comparison, "baseline"));
        }
        any = true;
        chart.line(comparison.getString("subject").replace("`", ""), points(comparison, "subject"));
      }
    }
    return any ? Optional.of(chart) : Optional.empty();
  }

  private static List<LineChart.Point> points(JsonObject comparison, String side) {
    return comparison.getJsonObject("latency").getJsonArray("curve").stream()
        .map(JsonValue::asJsonObject)
        .map(
            point -> {
              double percentile = Figures.number(point, "percentile");
              return new LineChart.Point(
                  -Math.log10(1 - percentile / 100),
                  point.getJsonNumber("percentile").toString(),
                  Figures.number(point, side));
            })
        .toList();
  }

  private static String server(JsonObject comparison) {
    return comparison.getString("id").startsWith("tomcat") ? "Tomcat 10.1" : "Payara Micro 6";
  }

  private static String sides(JsonObject pairs) {
    return Figures.count(side(pairs, "baseline")) + " / " + Figures.count(side(pairs, "subject"));
  }

  private static double side(JsonObject pairs, String side) {
    return Figures.median(pairs.getJsonObject(side));
  }

  private static String more(JsonObject comparison, String figure, String unit) {
    JsonObject pairs = comparison.getJsonObject(figure);
    return "%s %s (%s)"
        .formatted(
            sides(pairs), unit, Figures.more(Figures.median(pairs.getJsonObject("difference"))));
  }

  private static String kilobytes(JsonObject object, String name) {
    return String.format(Locale.ROOT, "%.0f KB", Figures.number(object, name) / 1024);
  }
}
