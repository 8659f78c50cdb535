package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.Needs;
import org.gatepost.servers.ServerUnderTest;
import org.gatepost.servers.server.Ability;
import org.gatepost.servers.server.Distribution;
import org.junit.jupiter.api.Test;

/** The sample, as it is built. */
@Needs(Ability.CONFIG)
public abstract class Samples {
  private static final String NAME = "gatepost-sample";
  private static final Path WAR = Path.of("..", "sample-war", "target", NAME + ".war");

  @Test
  void sampleRunsUnchanged(ServerUnderTest server) throws Exception {
    assertThat(server.server().deploy(WAR)).isTrue();
    Hooks sample = server.at(isAtTheRoot(server) ? "" : NAME);
    String push = Deployments.push("sample");
    assertThat(sample.github("push", push).body()).contains("success");
    assertThat(sample.github("push", push).body()).contains("already_processed");
    assertThat(sample.get("received")).containsOnlyOnce("\"observer\":\"push\"");
    server.server().undeploy(NAME);
  }

  /** As payara-web.xml says. */
  private static boolean isAtTheRoot(ServerUnderTest server) {
    Distribution distribution = server.server().distribution();
    return distribution == Distribution.PAYARA_MICRO || distribution == Distribution.PAYARA_MICRO_7;
  }
}
