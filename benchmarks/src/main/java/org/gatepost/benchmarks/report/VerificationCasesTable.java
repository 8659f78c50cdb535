package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several secrets, and forged requests, from {@code VerificationCasesBenchmark}. */
record VerificationCasesTable(JmhResults results) {
  private static final String BENCHMARK = "VerificationCasesBenchmark.verify";
  private static final String FLOOR = "mac";
  private static final Map<String, String> CASES =
      Map.of(
          "1-forged", "forged",
          "3-genuine", "three secrets, the last has signed",
          "3-forged", "three secrets, forged");

  Optional<String> markdown() {
    if (!results.has(BENCHMARK)) {
      return Optional.empty();
    }
    List<Long> sizes = results.numbers(BENCHMARK, "size");
    List<String> cases = results.values(BENCHMARK, "secrets");
    List<String> head = new ArrayList<>(List.of(""));
    cases.forEach(each -> head.add(CASES.getOrDefault(each, each)));
    Table table = new Table(head);
    for (String contender : results.values(BENCHMARK, "contender")) {
      List<String> cells = new ArrayList<>(List.of(Labels.contender(contender)));
      for (String each : cases) {
        cells.add(
            String.join(" / ", sizes.stream().map(size -> cell(contender, each, size)).toList()));
      }
      table.row(cells);
    }
    return Optional.of(
        "At "
            + String.join(" / ", sizes.stream().map(Figures::bytes).toList())
            + ", as ratios to an HMAC for each secret:\n\n"
            + table);
  }

  private String cell(String contender, String secrets, long size) {
    double floor = results.score(BENCHMARK, of(FLOOR, secrets, size)).orElseThrow();
    return contender.equals(FLOOR)
        ? Figures.count(floor) + " ns"
        : results
            .score(BENCHMARK, of(contender, secrets, size))
            .map(nanos -> Figures.ratio(nanos / floor))
            .orElse("?");
  }

  private static Map<String, String> of(String contender, String secrets, long size) {
    return Map.of("contender", contender, "secrets", secrets, "size", Long.toString(size));
  }
}
