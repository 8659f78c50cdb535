package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plot of some curves as SVG; the vertical axis is logarithmic. Not thread-safe. */
final class LineChart {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 250;
  private static final int TOP = 40;
  private static final int BOTTOM = 60;
  private static final List<String> COLORS =
      List.of(
          "#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999",
          "#7f4a00", "#882255", "#117733");

  private final String title;
  private final String across;
  private final String up;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A point.
   *
   * @param x where it lies across
   * @param label what stands below it
   * @param y its value, above 0
   */
  record Point(double x, String label, double y) {}

  private record Line(String name, List<Point> points) {}

  /**
   * A plot without curves.
   *
   * @param across what the horizontal axis is
   * @param up what the vertical axis is
   */
  LineChart(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  void line(String name, List<Point> points) {
    if (!points.isEmpty()) {
      lines.add(new Line(name, List.copyOf(points)));
    }
  }

  String svg() {
    List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
    double minX = all.stream().mapToDouble(Point::x).min().orElseThrow();
    double maxX = all.stream().mapToDouble(Point::x).max().orElseThrow();
    LogAxis axis = LogAxis.of(all.stream().mapToDouble(Point::y).toArray());
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH,
        HEIGHT);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
    text(svg, LEFT, TOP - 16, "start", title);
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", across);
    text(svg, WIDTH - RIGHT, TOP - 16, "end", up);
    for (double tick : axis.ticks()) {
      double y = place(axis.part(tick), 0, 1, HEIGHT - BOTTOM, TOP);
      add(
          svg,
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>",
          LEFT,
          y,
          WIDTH - RIGHT,
          y);
      text(svg, LEFT - 8, y + 4, "end", LogAxis.label(tick));
    }
    Map<String, Double> labels = new LinkedHashMap<>();
    all.forEach(point -> labels.put(point.label(), point.x()));
    labels.forEach(
        (label, at) -> {
          double x = place(at, minX, maxX, LEFT, WIDTH - RIGHT);
          text(svg, x, HEIGHT - BOTTOM + 18, "middle", label);
        });
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String color = COLORS.get(i % COLORS.size());
      StringBuilder points = new StringBuilder();
      for (Point point : line.points()) {
        add(
            points,
            "%.1f,%.1f",
            place(point.x(), minX, maxX, LEFT, WIDTH - RIGHT),
            place(axis.part(point.y()), 0, 1, HEIGHT - BOTTOM, TOP));
      }
      add(
          svg,
          "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
          color,
          points.toString().strip().replace('\n', ' '));
      int y = TOP + 10 + 20 * i;
      int x = WIDTH - RIGHT + 16;
      add(svg, "<rect x=\"%d\" y=\"%d\" width=\"16\" height=\"3\" fill=\"%s\"/>", x, y - 5, color);
      text(svg, x + 24, y, "start", line.name());
    }
    return svg.append("</svg>\n").toString();
  }

  private static double place(double value, double min, double max, double from, double to) {
    return max == min ? (from + to) / 2 : from + (value - min) / (max - min) * (to - from);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    add(svg, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
