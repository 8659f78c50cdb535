package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Some curves over one axis, as a table that says what each does, and as a plot. Not thread-safe.
 */
final class Curves {
  private final String title;
  private final String across;
  private final String unit;
  private final LongFunction<String> label;
  private final Map<String, TreeMap<Long, Double>> curves = new LinkedHashMap<>();

  /**
   * No curves yet.
   *
   * @param across what is varied
   * @param unit of what is measured
   * @param label how a value of what is varied is written
   */
  Curves(String title, String across, String unit, LongFunction<String> label) {
    this.title = title;
    this.across = across;
    this.unit = unit;
    this.label = label;
  }

  Curves add(String name, long x, double y) {
    curves.computeIfAbsent(name, ignored -> new TreeMap<>()).put(x, y);
    return this;
  }

  boolean isEmpty() {
    return curves.isEmpty();
  }

  String markdown() {
    TreeSet<Long> all = new TreeSet<>();
    curves.values().forEach(curve -> all.addAll(curve.keySet()));
    List<String> head = new ArrayList<>(List.of(unit + " at " + across));
    all.forEach(x -> head.add(label.apply(x)));
    head.add("");
    Table table = new Table(head);
    curves.forEach(
        (name, curve) -> {
          List<String> cells = new ArrayList<>(List.of(name));
          for (long x : all) {
            cells.add(curve.containsKey(x) ? figure(curve.get(x)) : "");
          }
          cells.add(shape(curve));
          table.row(cells);
        });
    return table.toString();
  }

  private String shape(TreeMap<Long, Double> curve) {
    return curve.size() < 2
        ? ""
        : new Shape(
                curve.keySet().stream().map(Long::doubleValue).toList(),
                List.copyOf(curve.values()))
            .words(unit, label);
  }

  private static String figure(double value) {
    return value < 100 ? String.format(Locale.ROOT, "%.1f", value) : Figures.count(value);
  }

  LineChart chart() {
    LineChart chart = new LineChart(title, across, unit);
    curves.forEach(
        (name, curve) -> {
          List<LineChart.Point> points = new ArrayList<>();
          curve.forEach(
              (x, y) -> points.add(new LineChart.Point(Math.log10(x), label.apply(x), y)));
          chart.line(name.replace("`", ""), points);
        });
    return chart;
  }
}
