package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verification beside the HMAC alone and the peers, from {@code VerificationBenchmark}. */
final class VerificationTable {
  private static final String BENCHMARK = "VerificationBenchmark.verify";
  private static final String FLOOR = "mac";
  private static final int POINTS_OF_A_CURVE = 3;

  private final JmhResults results;
  private final List<Long> sizes;

  VerificationTable(JmhResults results) {
    this.results = results;
    this.sizes = results.numbers(BENCHMARK, "size");
  }

  boolean isEmpty() {
    return sizes.isEmpty();
  }

  String markdown() {
    List<String> head = new ArrayList<>(List.of(""));
    sizes.forEach(size -> head.add(Figures.bytes(size)));
    head.add("allocated at " + String.join(" / ", sizes.stream().map(Figures::bytes).toList()));
    Table table = new Table(head);
    for (String contender : results.values(BENCHMARK, "contender")) {
      List<String> cells = new ArrayList<>(List.of(Labels.contender(contender)));
      List<String> allocated = new ArrayList<>();
      for (long size : sizes) {
        cells.add(cell(contender, size));
        allocated.add(
            results.allocated(BENCHMARK, of(contender, size)).map(Figures::count).orElse("?"));
      }
      cells.add(String.join(" / ", allocated));
      table.row(cells);
    }
    return table.toString();
  }

  private String cell(String contender, long size) {
    return contender.equals(FLOOR)
        ? "1 (" + Figures.count(floor(size)) + " ns)"
        : ratio(contender, size).map(Figures::ratio).orElse("");
  }

  private double floor(long size) {
    return results.score(BENCHMARK, of(FLOOR, size)).orElseThrow();
  }

  private Optional<Double> ratio(String contender, long size) {
    return results.score(BENCHMARK, of(contender, size)).map(nanos -> nanos / floor(size));
  }

  private static Map<String, String> of(String contender, long size) {
    return Map.of("contender", contender, "size", Long.toString(size));
  }

  /** How it was measured. */
  String conditions() {
    return results.conditions(BENCHMARK);
  }

  /** The same as curves, if there are enough sizes for that. */
  Optional<LineChart> chart() {
    if (sizes.size() < POINTS_OF_A_CURVE) {
      return Optional.empty();
    }
    LineChart chart =
        new LineChart("Time of a verification by the body's size", "body", "times the HMAC alone");
    for (String contender : results.values(BENCHMARK, "contender")) {
      List<LineChart.Point> points = new ArrayList<>();
      for (long size : sizes) {
        ratio(contender, size)
            .ifPresent(
                ratio ->
                    points.add(new LineChart.Point(Math.log10(size), Figures.bytes(size), ratio)));
      }
      chart.line(Labels.contender(contender).replace("`", ""), points);
    }
    return Optional.of(chart);
  }
}
