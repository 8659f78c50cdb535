package org.gatepost.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatepost.interop.peer.NodeProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payloads that packages ship have the id and type that the packages name. */
class PayloadsIT {
  private static NodeProcess node;
  private static List<Payload> payloads;

  @BeforeAll
  static void read() throws IOException {
    node = new NodeProcess();
    payloads =
        node.ask("payloads").asJsonArray().stream()
            .map(JsonValue::asJsonObject)
            .map(Payload::of)
            .toList();
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
  }

  @Test
  void idAndTypeAreThoseThatThePackageNames() {
    assertThat(payloads)
        .map(payload -> payload.difference(Clock.systemUTC()))
        .filteredOn(text -> !text.isEmpty())
        .isEmpty();
  }

  @Test
  void tableIsAsItWas() throws IOException {
    TreeMap<String, Long> counts =
        payloads.stream()
            .collect(Collectors.groupingBy(Payload::line, TreeMap::new, Collectors.counting()));
    String rows =
        counts.entrySet().stream()
            .map(row -> row.getKey() + " " + row.getValue() + " |")
            .collect(Collectors.joining("\n"));
    Page.has(
        "payloads", "| preset | package | version | payloads |\n|---|---|---|---|\n" + rows + "\n");
  }
}
