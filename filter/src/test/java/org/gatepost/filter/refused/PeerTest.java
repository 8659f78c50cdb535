package org.gatepost.filter.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InOneContainer;
import org.gatepost.filter.fixture.Peer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the senders' own libraries sign, the filter accepts, and they what the signer signs. */
@InOneContainer
class PeerTest {
  private static final List<String> BODIES =
      List.of(
          "{\"type\":\"invoice.paid\",\"id\":\"evt_1\"}",
          "{\n  \"text\": \"Žluťoučký kůň 🐎\",\r\n  \"n\": 1.0\n}\n",
          "\"token=x&text=%C5%BDlut%20+&command=%2Fweather\"",
          "[]");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private Server start(Peer peer) throws Exception {
    Map<String, String> params =
        Map.of("scheme", peer.preset(), "secret", "literal:" + peer.secret(), "ledger", "none");
    return container.start(
        new WebApp()
            .guard("hook", Clock.systemUTC(), params)
            .servlet(
                "/hook",
                (in, out) -> out.getOutputStream().write(in.getInputStream().readAllBytes())));
  }

  @ParameterizedTest
  @EnumSource
  void whatThePeerSignsPassesTheFilter(Peer peer) throws Exception {
    try (Server server = start(peer)) {
      for (String body : BODIES) {
        Post post = peer.sign(body, Clock.systemUTC().instant());
        assertThat(server.post("/hook", post).statusCode()).as(body).isEqualTo(200);
        assertThat(server.post("/hook", post).body()).isEqualTo(body);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatThePeerSignsWithAnotherSecretIsRefused(Peer peer) throws Exception {
    Map<String, String> params =
        Map.of("scheme", peer.preset(), "secret", "literal:c2VjcmV0LWJ5dGVz");
    WebApp app =
        new WebApp()
            .guard("hook", Clock.systemUTC(), params)
            .servlet("/hook", (request, response) -> {});
    try (Server server = container.start(app)) {
      Post post = peer.sign(BODIES.get(0), Clock.systemUTC().instant());
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheSignerSignsThePeerAccepts(Peer peer) {
    Instant now = Clock.systemUTC().instant();
    for (String body : BODIES) {
      Post post = Post.signed(peer.preset(), peer.secret(), now, body);
      if (peer == Peer.SVIX) {
        // It knows the older names only.
        for (String name : List.of("id", "timestamp", "signature")) {
          post = post.with("svix-" + name, post.headers().get("webhook-" + name));
        }
      }
      Post signed = post;
      assertThatCode(() -> peer.verify(signed, now)).as(body).doesNotThrowAnyException();
    }
  }
}
