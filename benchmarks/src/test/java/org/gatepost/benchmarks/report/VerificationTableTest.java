package org.gatepost.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class VerificationTableTest {
  private final JsonArrayBuilder results = Json.createArrayBuilder();

  private void result(String contender, int size, double nanos, double bytes) {
    results.add(
        Jmh.result(
            "verification.VerificationBenchmark.verify",
            nanos,
            bytes,
            Map.of("contender", contender, "size", Integer.toString(size))));
  }

  @Test
  void timesStandAsRatiosToTheFloorOfTheSameSize() {
    result("mac", 16384, 8500, 48);
    result("mac", 1024, 700, 48);
    result("github", 1024, 826, 304.3);
    result("github", 16384, 8670, 12345);

    assertThat(new VerificationTable(new JmhResults(results.build())).markdown())
        .isEqualTo(
            """
            | | 1 KB | 16 KB | allocated at 1 KB / 16 KB |
            |---|---|---|---|
            | the HMAC alone | 1 (700 ns) | 1 (8 500 ns) | 48 / 48 |
            | `github` | 1.18 | 1.02 | 304 / 12 345 |""");
  }

  @Test
  void curvesNeedThreeSizesAndAreXml() throws Exception {
    result("mac", 128, 200, 48);
    result("mac", 1024, 700, 48);
    VerificationTable two = new VerificationTable(new JmhResults(results.build()));
    assertThat(two.chart()).isEmpty();

    result("mac", 128, 200, 48);
    result("mac", 1024, 700, 48);
    result("mac", 16384, 8500, 48);
    VerificationTable three = new VerificationTable(new JmhResults(results.build()));
    String svg = three.chart().orElseThrow().svg();
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("polyline")
                .getLength())
        .isEqualTo(1);
  }
}
