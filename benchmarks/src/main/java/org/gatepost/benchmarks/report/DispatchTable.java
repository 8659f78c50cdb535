package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a delivery costs behind the gate, from {@code DispatchBenchmark}. */
final class DispatchTable {
  private static final String BENCHMARK = "DispatchBenchmark.";
  private static final String REGISTERED = "registered";
  private static final String FLOOR = "bind";
  private static final String FAN_OUT = "FanOutBenchmark.";
  private static final String MATCHING = "matching";
  private static final List<Row> ROWS =
      List.of(
          new Row(FLOOR, "JSON-B alone, the floor"),
          new Row("handWritten", "`switch` and JSON-B by hand"),
          new Row("fired", "plain `Event.fire`"),
          new Row("dispatch", "`@Webhook`"),
          new Row("dispatchWithCondition", "`@Webhook` with `@Where`"));

  private final JmhResults results;
  private final List<Long> registered;

  private record Row(String method, String label) {}

  DispatchTable(JmhResults results) {
    this.results = results;
    this.registered = results.numbers(BENCHMARK + FLOOR, REGISTERED);
  }

  boolean isEmpty() {
    return registered.isEmpty();
  }

  /** How it was measured. */
  String conditions() {
    return results.conditions(BENCHMARK + FLOOR);
  }

  String markdown() {
    List<String> head = new ArrayList<>(List.of("ns with so many observers"));
    registered.forEach(count -> head.add(Figures.count(count)));
    head.add("allocated");
    Table table = new Table(head);
    for (Row row : ROWS) {
      if (results.has(BENCHMARK + row.method())) {
        table.row(cells(row.method(), row.label()));
      }
    }
    return table.toString();
  }

  private List<String> cells(String method, String label) {
    List<String> cells = new ArrayList<>(List.of(label));
    for (long count : registered) {
      Optional<Double> nanos = results.score(BENCHMARK + method, of(count));
      double floor = results.score(BENCHMARK + FLOOR, of(count)).orElseThrow();
      cells.add(
          nanos
              .map(n -> Figures.count(n) + (method.equals(FLOOR) ? "" : times(n / floor)))
              .orElse("?"));
    }
    long most = registered.get(registered.size() - 1);
    cells.add(
        results.allocated(BENCHMARK + method, of(most)).map(Figures::count).orElse("?") + " B");
    return cells;
  }

  private static String times(double ratio) {
    return " (" + Figures.ratio(ratio) + ")";
  }

  private static Map<String, String> of(long count) {
    return Map.of(REGISTERED, Long.toString(count));
  }

  /** The same and {@code FanOutBenchmark} by the number of observers. */
  Optional<Curves> observers() {
    Curves curves = new Curves("A delivery to its observers", "observers", "ns", Figures::count);
    add(curves, "`@Webhook`, one matches", BENCHMARK + "dispatch", REGISTERED);
    add(curves, "`@Webhook`, all match", FAN_OUT + "dispatch", MATCHING);
    add(curves, "`Event.fire`, one matches", BENCHMARK + "fired", REGISTERED);
    add(curves, "`Event.fire`, all match", FAN_OUT + "fired", MATCHING);
    return curves.isEmpty() ? Optional.empty() : Optional.of(curves);
  }

  private void add(Curves curves, String name, String benchmark, String parameter) {
    for (long count : results.numbers(benchmark, parameter)) {
      results
          .score(benchmark, Map.of(parameter, Long.toString(count)))
          .ifPresent(nanos -> curves.add(name, count, nanos));
    }
  }
}
