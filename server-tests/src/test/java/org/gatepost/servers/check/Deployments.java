package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.Needs;
import org.gatepost.servers.ServerUnderTest;
import org.gatepost.servers.server.Ability;
import org.gatepost.servers.server.Await;
import org.gatepost.servers.server.Distribution;
import org.gatepost.servers.war.Applications;
import org.junit.jupiter.api.Test;

/** An application is deployed. */
public abstract class Deployments {
  private static final Set<Distribution> QUICK =
      EnumSet.of(Distribution.WILDFLY, Distribution.LIBERTY);

  /** How often by default: often where that is quick. */
  private static int redeployments(ServerUnderTest server) {
    return Integer.getInteger(
        "gatepost.redeployments", QUICK.contains(server.server().distribution()) ? 20 : 3);
  }

  static String push(String after) {
    return "{\"ref\": \"refs/heads/main\", \"after\": \"" + after + "\", \"commits\": []}";
  }

  @Test
  void deploysAsTheReadmeSays(ServerUnderTest server) throws Exception {
    Hooks readme = server.application("readme", Applications::readme);
    assertThat(readme.github("push", push("1")).statusCode()).isEqualTo(200);
    assertThat(server.server().log()).contains("refs/heads/main is at 1, says github");
  }

  @Test
  void sourceIsThereBeforeTheFirstRequest(ServerUnderTest server) throws Exception {
    Hooks probe = server.application("probe", Applications::probe);
    int before = server.server().log().length();
    server.application("unasked", Applications::readme);
    // Open Liberty starts servlets a moment after it says that the application has started.
    Await.until(() -> probe.get("beans").contains("/unasked github 0\n"));
    assertThat(server.server().log().substring(before)).contains("GP010: source [github]");
  }

  @Test
  @Needs(Ability.REDEPLOYMENT)
  void isDeployedAgainAndAgain(ServerUnderTest server) throws Exception {
    Hooks probe = server.application("probe", Applications::probe);
    int times = redeployments(server);
    for (int i = 0; i < times; i++) {
      assertThat(server.server().deploy(server.write("again", Applications::readme))).isTrue();
      assertThat(server.at("again").github("push", push("again")).statusCode()).isEqualTo(200);
      assertThat(probe.get("beans")).contains("/again github 1\n");
      server.server().undeploy("again");
      assertThat(probe.get("beans")).doesNotContain("/again ");
    }
  }
}
