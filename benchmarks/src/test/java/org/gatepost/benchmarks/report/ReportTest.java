package org.gatepost.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real page, filled with made-up results. */
class ReportTest {
  private static final List<String> CURVES =
      List.of(
          "sources",
          "sources-heap",
          "sources-start",
          "bodies",
          "bodies-allocated",
          "connections",
          "remembered");

  @TempDir private Path target;
  @TempDir private Path docs;

  @BeforeEach
  void copyPage() throws IOException {
    Files.copy(
        Path.of("..", "docs", "reference", "performance.md"), docs.resolve("performance.md"));
  }

  private void results(String file, JsonArrayBuilder results, long modifiedMillis)
      throws IOException {
    Path path = Files.writeString(target.resolve(file), results.build().toString());
    assertThat(path.toFile().setLastModified(modifiedMillis)).isTrue();
  }

  private static JsonArrayBuilder verification(double github) {
    JsonArrayBuilder results = Json.createArrayBuilder();
    for (String size : List.of("128", "1024", "4194304")) {
      for (String contender : List.of("mac", "github")) {
        results.add(
            Jmh.result(
                "verification.VerificationBenchmark.verify",
                contender.equals("mac") ? 100_000 : github,
                48,
                Map.of("contender", contender, "size", size)));
      }
    }
    return results;
  }

  private String fill() throws IOException {
    Report.main(target.toString(), docs.toString());
    return Files.readString(docs.resolve("performance.md"));
  }

  @Test
  void lastRunCountsWhereTwoMeasuredTheSame() throws IOException {
    results("results-older.json", verification(777_000), 1_000_000_000_000L);
    results("results.json", verification(333_000), 1_500_000_000_000L);
    assertThat(fill()).contains("| `github` | 3.33 | 3.33 | 3.33 |");

    results("results-older.json", verification(777_000), 1_700_000_000_000L);
    assertThat(fill()).contains("| `github` | 7.77 | 7.77 | 7.77 |");
  }

  @Test
  void pageHasAPlaceForEveryTableAndPlot() throws IOException {
    JsonArrayBuilder all = verification(110_000);
    for (String name : List.of("mac", "github")) {
      Map<String, String> values =
          Map.of("contender", name, "size", "1024", "secrets", "3-genuine");
      all.add(Jmh.result("verification.VerificationCasesBenchmark.verify", 654_321, 48, values));
    }
    for (String method : List.of("verify", "signature")) {
      for (String genuine : List.of("true", "false")) {
        Map<String, String> values = Map.of("preset", "wise", "size", "1024", "genuine", genuine);
        all.add(Jmh.result("verification.PublicKeyBenchmark." + method, 77_700, 48, values));
      }
    }
    Map<String, String> gatepost = Map.of("store", "gatepost", "remembered", "1000");
    all.add(Jmh.result("ledger.LedgerBenchmark.oneThread", 2_340_000, 48, gatepost));
    all.add(Jmh.result("ledger.LedgerSizeBenchmark.pass", 4567, 48, gatepost));
    for (String threads : List.of("oneThread", "eightThreads")) {
      Map<String, String> insert = Map.of("store", "insert");
      all.add(Jmh.result("ledger.JdbcLedgerBenchmark." + threads, 5678, 48, insert));
    }
    all.add(Jmh.result("DispatchBenchmark.bind", 8765, 48, Map.of("registered", "1")));
    all.add(Jmh.result("DispatchBenchmark.dispatch", 9876, 48, Map.of("registered", "1")));
    results("results.json", all, 1_000_000_000_000L);
    JsonObjectBuilder scale =
        Json.createObjectBuilder()
            .add("cores", 64)
            .add("java", "17")
            .add("preset", "broxi")
            .add("rounds", 5)
            .add("seconds", 0.5);
    int figure = 98_760;
    for (String curve : CURVES) {
      JsonObjectBuilder point =
          Json.createObjectBuilder().add("name", curve).add("x", 1).add("y", figure++);
      scale.add(curve, Json.createArrayBuilder().add(point));
    }
    Files.writeString(target.resolve("scale.json"), scale.build().toString());

    assertThat(fill())
        .contains("| `github` | 1.10 |", "654 321 ns", "77.7 µs", "| 2.34 | 48 B |", "| 4 567 |")
        .contains("| 5 678 | 1 | 5 678 | 1 |", "| 8 765 | 48 B |", "| 9 876 | |", "64 cores")
        .contains("98 760", "98 761", "98 762", "98 763", "98 764", "98 765", "98 766");
    for (String plot :
        List.of("verification", "ledger-sizes", "observers", "sources", "bodies", "connections")) {
      assertThat(docs.resolve("performance").resolve(plot + ".svg")).exists();
    }
  }
}
