package org.gatepost.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JmhTablesTest {
  private final JsonArrayBuilder results = Json.createArrayBuilder();

  private void result(String benchmark, double score, Map<String, String> parameters) {
    results.add(Jmh.result(benchmark, score, 64, parameters));
  }

  private JmhResults made() {
    return new JmhResults(results.build());
  }

  @Test
  void casesAreHeldAgainstAnHmacForEachSecret() {
    String verify = "verification.VerificationCasesBenchmark.verify";
    result(verify, 700, Map.of("contender", "mac", "size", "1024", "secrets", "1-forged"));
    result(verify, 2100, Map.of("contender", "mac", "size", "1024", "secrets", "3-genuine"));
    result(verify, 1400, Map.of("contender", "github", "size", "1024", "secrets", "1-forged"));
    result(verify, 2310, Map.of("contender", "github", "size", "1024", "secrets", "3-genuine"));

    assertThat(new VerificationCasesTable(made()).markdown().orElseThrow())
        .endsWith(
            """
            | | forged | three secrets, the last has signed |
            |---|---|---|
            | the HMAC alone | 700 ns | 2 100 ns |
            | `github` | 2.00 | 1.10 |""");
  }

  @Test
  void publicKeysAreHeldAgainstTheSignatureOfTheSameRequest() {
    for (String genuine : new String[] {"true", "false"}) {
      Map<String, String> values = Map.of("preset", "wise", "size", "1024", "genuine", genuine);
      result("verification.PublicKeyBenchmark.signature", 30_000, values);
      result("verification.PublicKeyBenchmark.verify", 33_000, values);
    }

    assertThat(new PublicKeyTable(made()).markdown().orElseThrow())
        .endsWith("| `wise` | RSA, 2048 bits | 30.0 µs | 1.10 | 1.10 |");
  }

  @Test
  void ledgersStandByThreadsAndSayWhatTheyLeaveOut() {
    Map<String, String> values = Map.of("store", "spring", "remembered", "1000");
    result("ledger.LedgerBenchmark.eightThreads", 3e6, values);
    result("ledger.LedgerBenchmark.oneThread", 1.234e6, values);
    result("ledger.LedgerBenchmark.twoThreads", 2e6, values);

    assertThat(new LedgerTables(made()).threads())
        .startsWith("| million a second, threads: | 1 | 2 | 8 | allocated each | does less |")
        .contains("| 1.23 | 2.00 | 3.00 | 64 B | no lease, no receipts; forgets only what");
  }

  @Test
  void databasesAreHeldAgainstTheInsert() {
    for (String threads : new String[] {"oneThread", "eightThreads"}) {
      result("ledger.JdbcLedgerBenchmark." + threads, 1000, Map.of("store", "insert"));
      result("ledger.JdbcLedgerBenchmark." + threads, 420, Map.of("store", "gatepost"));
    }

    assertThat(new LedgerTables(made()).database().orElseThrow())
        .contains("| the JDBC ledger | 420 | 0.42 | 420 | 0.42 | |");
  }

  @Test
  void dispatchStandsBesideItsFloorAndGivesCurves() {
    for (int observers : new int[] {1, 500}) {
      Map<String, String> registered = Map.of("registered", Integer.toString(observers));
      result("DispatchBenchmark.bind", 800, registered);
      result("DispatchBenchmark.dispatch", 1200, registered);
      result(
          "FanOutBenchmark.dispatch",
          1000 + 20 * observers,
          Map.of("matching", Integer.toString(observers)));
    }
    DispatchTable table = new DispatchTable(made());

    assertThat(table.markdown())
        .contains("| JSON-B alone, the floor | 800 | 800 | 64 B |")
        .contains("| `@Webhook` | 1 200 (1.50) | 1 200 (1.50) | 64 B |");
    assertThat(table.observers().orElseThrow().markdown())
        .contains(
            "| `@Webhook`, one matches | 1 200 | 1 200 | flat, at most 1.00 times the first |")
        .contains("| `@Webhook`, all match | 1 020 | 11 000 | linear, 20 ns for each more |");
  }

  @Test
  void whatWasNotMeasuredHasNoTable() {
    JmhResults none = made();

    assertThat(new VerificationCasesTable(none).markdown()).isEmpty();
    assertThat(new PublicKeyTable(none).markdown()).isEmpty();
    assertThat(new LedgerTables(none).hasThreads()).isFalse();
    assertThat(new LedgerTables(none).sizes()).isEmpty();
    assertThat(new LedgerTables(none).database()).isEmpty();
    assertThat(new DispatchTable(none).isEmpty()).isTrue();
    assertThat(new DispatchTable(none).observers()).isEmpty();
  }
}
