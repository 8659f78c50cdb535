package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verification beside the HMAC alone and the peers, from {@code VerificationBenchmark}. */
final class VerificationTable {
  private static final String BENCHMARK = "VerificationBenchmark.";
  private static final String FLOOR = BENCHMARK + "mac";
  private static final String SIZE = "size";
  private static final int POINTS_OF_A_CURVE = 3;

  private static final List<Row> ROWS =
      List.of(
          new Row("mac", "the HMAC alone"),
          new Row("github", "`github`"),
          new Row("stripe", "`stripe`"),
          new Row("standardWebhooks", "`standard-webhooks`"),
          new Row("slack", "`slack`"),
          new Row("peerStripe", "stripe-java"),
          new Row("peerStandardWebhooks", "standardwebhooks"),
          new Row("peerSvix", "svix"),
          new Row("peerSlack", "slack-app-backend"));

  private final JmhResults results;
  private final List<Long> sizes;

  private record Row(String method, String label) {}

  VerificationTable(JmhResults results) {
    this.results = results;
    this.sizes = results.values(FLOOR, SIZE);
  }

  boolean isEmpty() {
    return sizes.isEmpty();
  }

  String markdown() {
    List<String> head = new ArrayList<>(List.of(""));
    sizes.forEach(size -> head.add(Figures.bytes(size)));
    head.add("allocated at " + String.join(" / ", sizes.stream().map(Figures::bytes).toList()));
    Table table = new Table(head);
    for (Row row : ROWS) {
      if (!results.values(BENCHMARK + row.method(), SIZE).isEmpty()) {
        table.row(cells(row));
      }
    }
    return table.toString();
  }

  private List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(List.of(withVersion(row.label())));
    List<String> allocated = new ArrayList<>();
    for (long size : sizes) {
      String value = Long.toString(size);
      Optional<Double> nanos = results.score(BENCHMARK + row.method(), SIZE, value);
      double floor = results.score(FLOOR, SIZE, value).orElseThrow();
      cells.add(
          row.method().equals("mac")
              ? "1 (" + Figures.count(floor) + " ns)"
              : nanos.map(n -> Figures.ratio(n / floor)).orElse(""));
      allocated.add(
          results.allocated(BENCHMARK + row.method(), SIZE, value).map(Figures::count).orElse("?"));
    }
    cells.add(String.join(" / ", allocated));
    return cells;
  }

  /** A library's name with the version that is on the class path. */
  private static String withVersion(String label) {
    Matcher jar =
        Pattern.compile(Pattern.quote("/" + label) + "-(\\d[\\w.]*)\\.jar")
            .matcher(System.getProperty("java.class.path"));
    return jar.find() ? label + " " + jar.group(1) : label;
  }

  /** How it was measured. */
  String conditions() {
    return results.conditions(FLOOR);
  }

  /** The same as curves, if there are enough sizes for that. */
  Optional<LineChart> chart() {
    if (sizes.size() < POINTS_OF_A_CURVE) {
      return Optional.empty();
    }
    LineChart chart =
        new LineChart("Time of a verification by the body's size", "body, bytes", "ns");
    for (Row row : ROWS) {
      List<LineChart.Point> points = new ArrayList<>();
      for (long size : sizes) {
        results
            .score(BENCHMARK + row.method(), SIZE, Long.toString(size))
            .ifPresent(
                nanos ->
                    points.add(new LineChart.Point(Math.log10(size), Figures.bytes(size), nanos)));
      }
      chart.line(row.label().replace("`", ""), points);
    }
    return Optional.of(chart);
  }
}
