package org.gatepost.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gatepost.interop.peer.JavaPeers;
import org.gatepost.interop.peer.NodeProcess;
import org.gatepost.interop.peer.Peer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each package against its preset, in both directions. The packages take the machine's clock, and
 * so does Gatepost here.
 */
class InteropIT {
  private static NodeProcess node;
  private static List<Played> played;

  @BeforeAll
  static void play() throws IOException {
    node = new NodeProcess();
    List<Peer> peers = new ArrayList<>(node.peers());
    peers.addAll(JavaPeers.all());
    played = peers.stream().map(peer -> Played.play(peer, Clock.systemUTC())).toList();
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
  }

  @Test
  void packagesAgreeWithPresetsUnlessTheirFaultIsKnown() {
    assertThat(played).map(Played::unexpected).filteredOn(text -> !text.isEmpty()).isEmpty();
  }

  @Test
  void tableIsAsItWas() throws IOException {
    String table =
        played.stream()
            .map(Played::line)
            .sorted()
            .collect(
                Collectors.joining(
                    "\n",
                    "| preset | package | version | it signs, Gatepost verifies |"
                        + " Gatepost signs, it verifies | |\n|---|---|---|---|---|---|\n",
                    "\n"));
    Page.tells("versions", versions());
    Page.has("packages", table);
  }

  @Test
  void atLeastSixtyPackages() {
    assertThat(libraries()).isGreaterThanOrEqualTo(60);
  }

  private static long libraries() {
    return played.stream().map(p -> p.row().library()).distinct().count();
  }

  private static String versions() {
    String nodeVersion = ((JsonString) node.ask("node")).getString().substring(1);
    return "Made with Node %s and Java %s: %d packages, %d presets, %d rows.\n"
        .formatted(
            nodeVersion.substring(0, nodeVersion.indexOf('.')),
            Runtime.version().feature(),
            libraries(),
            played.stream().map(p -> p.row().preset()).distinct().count(),
            played.size());
  }
}
