package org.gatepost.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verification with public keys, from {@code PublicKeyBenchmark}. */
record PublicKeyTable(JmhResults results) {
  private static final String VERIFY = "PublicKeyBenchmark.verify";
  private static final String FLOOR = "PublicKeyBenchmark.signature";
  private static final Map<String, String> ALGORITHMS =
      Map.of("discord", "Ed25519", "wise", "RSA, 2048 bits", "sendgrid", "ECDSA, P-256");

  Optional<String> markdown() {
    if (!results.has(VERIFY) || !results.has(FLOOR)) {
      return Optional.empty();
    }
    List<String> head = new ArrayList<>(List.of("", ""));
    List<Long> sizes = results.numbers(VERIFY, "size");
    for (long size : sizes) {
      head.add(Figures.bytes(size) + ", `Signature` alone");
      head.add("genuine");
      head.add("forged");
    }
    Table table = new Table(head);
    for (String preset : results.values(VERIFY, "preset")) {
      List<String> cells =
          new ArrayList<>(List.of("`" + preset + "`", ALGORITHMS.getOrDefault(preset, "")));
      for (long size : sizes) {
        double floor = results.score(FLOOR, of(preset, size, true)).orElseThrow();
        cells.add(Figures.micros(floor));
        cells.add(ratio(preset, size, true));
        cells.add(ratio(preset, size, false));
      }
      table.row(cells);
    }
    return Optional.of(table.toString());
  }

  private String ratio(String preset, long size, boolean genuine) {
    Map<String, String> values = of(preset, size, genuine);
    double floor = results.score(FLOOR, values).orElseThrow();
    return results.score(VERIFY, values).map(nanos -> Figures.ratio(nanos / floor)).orElse("?");
  }

  private static Map<String, String> of(String preset, long size, boolean genuine) {
    return Map.of(
        "preset", preset, "size", Long.toString(size), "genuine", Boolean.toString(genuine));
  }
}
