package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.Needs;
import org.gatepost.servers.ServerUnderTest;
import org.gatepost.servers.server.Ability;
import org.gatepost.servers.war.Applications;
import org.junit.jupiter.api.Test;

/** An EAR has the jars in its libraries, and two WARs with sources and observers of one name. */
@Needs(Ability.EARS)
public abstract class Ears {
  private static final String BODY = "{\"after\": \"1\"}";

  @Test
  void deliveryRunsTheObserversOfItsOwnWar(ServerUnderTest server) throws Exception {
    assertThat(server.server().deploy(server.write("mall", Applications::ear))).isTrue();
    Hooks orders = server.at("mall-orders");
    Hooks accounts = server.at("mall-accounts");
    assertThat(orders.github("push", BODY).statusCode()).isEqualTo(200);
    assertThat(orders.post("webhooks/github", BODY, Map.of()).statusCode()).isEqualTo(401);
    String heard = "push 1 of github\noutcome SUCCESS\n";
    assertThat(orders.get("heard")).isEqualTo(heard);
    assertThat(accounts.get("heard")).isEmpty();
    assertThat(accounts.github("push", BODY).body()).contains("success");
    assertThat(accounts.get("heard")).isEqualTo(heard);
    assertThat(orders.get("heard")).isEqualTo(heard);
  }
}
