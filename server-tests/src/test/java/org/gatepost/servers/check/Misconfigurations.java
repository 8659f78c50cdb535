package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.Secrets;
import org.gatepost.servers.ServerUnderTest;
import org.gatepost.servers.server.Ability;
import org.junit.jupiter.api.Test;

/** A source that is not well configured stays shut, and the log says why. */
public abstract class Misconfigurations {
  private static final String SECRET = "env:HOOKS_SECRET";
  private static final String BODY = "{\"id\": \"1\"}";

  private static void staysShut(
      ServerUnderTest server, String name, Map<String, String> initParams, String message)
      throws Exception {
    int before = server.server().log().length();
    server
        .server()
        .deploy(
            server.write(name, (applications, war) -> applications.configured(war, initParams)));
    Hooks hooks = server.at(name);
    assertThat(hooks.signed("parts", BODY, Map.of()).statusCode()).isIn(404, 500, 503);
    assertThat(hooks.post("parts", BODY, Map.of()).statusCode()).isIn(404, 500, 503);
    assertThat(server.server().log().substring(before)).contains(message);
  }

  @Test
  void secretIsNotThere(ServerUnderTest server) throws Exception {
    staysShut(
        server,
        "no-secret",
        Map.of("scheme", "x-signature", "secret", "env:NOBODY_SETS_IT"),
        "GP005: secret [env:NOBODY_SETS_IT] of filter [configured] must be set and not blank");
  }

  @Test
  void presetIsUnknown(ServerUnderTest server) throws Exception {
    staysShut(
        server,
        "no-preset",
        Map.of("scheme", "x-signatur", "secret", SECRET),
        "GP003: init-param [scheme] of filter [configured] must be custom or the name of a preset,"
            + " was [x-signatur]");
  }

  @Test
  void initParamIsUnknown(ServerUnderTest server) throws Exception {
    staysShut(
        server,
        "no-param",
        Map.of("scheme", "x-signature", "secret", SECRET, "tolerence", "PT5M"),
        "GP001: init-param [tolerence] of filter [configured] is unknown");
  }

  @Test
  void secretComesFromMicroProfileConfigOrTheLogSaysThatItIsNotThere(ServerUnderTest server)
      throws Exception {
    Map<String, String> params = Map.of("scheme", "x-signature", "secret", "config:hooks.secret");
    assertThat(Secrets.ENVIRONMENT).containsKey("HOOKS_SECRET");
    if (!server.server().distribution().has(Ability.CONFIG)) {
      staysShut(
          server,
          "config",
          params,
          "GP007: secret [config:hooks.secret] of filter [configured] needs MicroProfile Config");
      return;
    }
    Hooks hooks =
        server.application("config", (applications, war) -> applications.configured(war, params));
    assertThat(hooks.signed("parts", BODY, Map.of()).statusCode()).isEqualTo(200);
    assertThat(hooks.post("parts", BODY, Map.of()).statusCode()).isEqualTo(401);
  }
}
