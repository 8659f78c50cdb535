package org.gatepost.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ScaleTablesTest {
  private static JsonObject with(String curve, JsonArrayBuilder points) {
    JsonObjectBuilder all =
        Json.createObjectBuilder()
            .add("cores", 2)
            .add("java", "17")
            .add("preset", "broxi")
            .add("rounds", 5)
            .add("seconds", 0.5);
    return all.add(curve, points).build();
  }

  private static JsonObjectBuilder point(String name, long x, double y) {
    return Json.createObjectBuilder().add("name", name).add("x", x).add("y", y);
  }

  private static JsonArrayBuilder bodies() {
    return Json.createArrayBuilder()
        .add(point("bare servlet", 1024, 10))
        .add(point("filter", 1024, 20))
        .add(point("bare servlet", 26214400, 10))
        .add(point("filter", 26214400, 51200));
  }

  @Test
  void curvesAreRowsWithTheirShape() {
    ScaleTables tables = new ScaleTables(with("bodies", bodies()));

    assertThat(tables.bodies().orElseThrow().markdown())
        .isEqualTo(
            """
            | µs of CPU at bytes | 1 KB | 25 MB | |
            |---|---|---|---|
            | bare servlet | 10.0 | 10.0 | flat, at most 1.00 times the first |
            | filter | 20.0 | 51 200 | linear, 0.0020 µs of CPU for each more |""");
    assertThat(tables.conditions()).contains("2 cores", "`broxi`", "5 rounds of 0.5 s");
  }

  @Test
  void whatWasNotMeasuredHasNoCurves() {
    ScaleTables tables = new ScaleTables(with("bodies", bodies()));

    assertThat(tables.sources()).isEmpty();
    assertThat(tables.heapOfSources()).isEmpty();
    assertThat(tables.startOfSources()).isEmpty();
    assertThat(tables.connections()).isEmpty();
    assertThat(tables.remembered()).isEmpty();
  }

  @Test
  void plotsHaveALineForEachAndALabelForEachPlace() throws Exception {
    ScaleTables tables = new ScaleTables(with("bodies", bodies()));
    String svg = tables.bodies().orElseThrow().chart().svg();

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("polyline")
                .getLength())
        .isEqualTo(2);
    assertThat(svg).containsOnlyOnce(">1 KB<").containsOnlyOnce(">25 MB<");
  }
}
