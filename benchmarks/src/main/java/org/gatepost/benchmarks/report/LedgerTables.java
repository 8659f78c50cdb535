package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ledgers beside other stores, from {@code LedgerBenchmark}, {@code LedgerSizeBenchmark} and {@code
 * JdbcLedgerBenchmark}.
 */
record LedgerTables(JmhResults results) {
  private static final String THREADS = "LedgerBenchmark.";
  private static final String SIZES = "LedgerSizeBenchmark.pass";
  private static final String DATABASE = "JdbcLedgerBenchmark.";
  private static final String FLOOR = "insert";
  private static final Map<String, String> METHODS =
      Map.of("oneThread", "1", "twoThreads", "2", "fourThreads", "4", "eightThreads", "8");

  private static final Map<String, String> LESS =
      Map.of(
          "caffeine", "no lease, no receipts; its upkeep runs on a thread of its own besides",
          "camel", "no lease, no receipts; forgets by number, not by time, so also too early",
          "spring", "no lease, no receipts; forgets only what the application removes, as here");

  private static final Map<String, String> LESS_IN_A_DATABASE =
      Map.of(
          "insert", "knows nothing but the row",
          "camel", "no lease: what its holder died with stays claimed; no receipts, never forgets",
          "spring",
              "no lease: what its holder died with stays claimed; no receipts, never forgets");

  boolean hasThreads() {
    return results.has(THREADS + "oneThread");
  }

  String conditions() {
    return results.conditions(THREADS + "oneThread")
        + " Remembered: "
        + String.join(
            ", ",
            results.numbers(THREADS + "oneThread", "remembered").stream()
                .map(Figures::count)
                .toList())
        + ".";
  }

  /** Millions of deliveries a second, by the number of threads. */
  String threads() {
    List<String> methods =
        METHODS.keySet().stream()
            .filter(method -> results.has(THREADS + method))
            .sorted(Comparator.comparing(METHODS::get))
            .toList();
    List<String> head = new ArrayList<>(List.of("million a second, threads:"));
    methods.forEach(method -> head.add(METHODS.get(method)));
    head.addAll(List.of("allocated each", "does less"));
    Table table = new Table(head);
    for (String store : results.values(THREADS + "oneThread", "store")) {
      List<String> cells = new ArrayList<>(List.of(Labels.memoryStore(store)));
      for (String method : methods) {
        cells.add(
            results
                .score(THREADS + method, Map.of("store", store))
                .map(Figures::millions)
                .orElse("?"));
      }
      cells.add(
          results
                  .allocated(THREADS + "oneThread", Map.of("store", store))
                  .map(Figures::count)
                  .orElse("?")
              + " B");
      cells.add(LESS.getOrDefault(store, ""));
      table.row(cells);
    }
    return table.toString();
  }

  /** Nanoseconds a delivery, by how many are remembered. */
  Optional<Curves> sizes() {
    if (!results.has(SIZES)) {
      return Optional.empty();
    }
    Curves curves =
        new Curves("A delivery in memory", "deliveries remembered", "ns", Figures::count);
    for (String store : results.values(SIZES, "store")) {
      for (long size : results.numbers(SIZES, "remembered")) {
        results
            .score(SIZES, Map.of("store", store, "remembered", Long.toString(size)))
            .ifPresent(nanos -> curves.add(Labels.memoryStore(store), size, nanos));
      }
    }
    return Optional.of(curves);
  }

  /** Deliveries a second in PostgreSQL. */
  Optional<String> database() {
    String one = DATABASE + "oneThread";
    String eight = DATABASE + "eightThreads";
    if (!results.has(one) || !results.has(eight)) {
      return Optional.empty();
    }
    Table table =
        new Table(
            List.of(
                "",
                "a second, 1 thread",
                "of the floor",
                "8 threads",
                "of the floor",
                "does less"));
    for (String store : results.values(one, "store")) {
      List<String> cells = new ArrayList<>(List.of(Labels.databaseStore(store)));
      for (String method : List.of(one, eight)) {
        double perSecond = results.score(method, Map.of("store", store)).orElseThrow();
        double floor = results.score(method, Map.of("store", FLOOR)).orElseThrow();
        cells.add(Figures.count(perSecond));
        cells.add(store.equals(FLOOR) ? "1" : Figures.ratio(perSecond / floor));
      }
      cells.add(LESS_IN_A_DATABASE.getOrDefault(store, ""));
      table.row(cells);
    }
    return Optional.of(table.toString());
  }
}
