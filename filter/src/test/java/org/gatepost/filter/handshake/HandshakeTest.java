package org.gatepost.filter.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A handshake is answered by the filter, and only for who can sign it. */
@InEachContainer
class HandshakeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String HANDSHAKE =
      "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aBm2rZgRN\"}";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final AtomicInteger runs = new AtomicInteger();

  private Server start() throws Exception {
    return container.start(
        new WebApp()
            .guard(
                "slack",
                new SettableClock(NOW),
                Map.of("scheme", "slack", "secret", "literal:s3cr3t"))
            .servlet("/slack", (request, response) -> runs.incrementAndGet()));
  }

  @Test
  void challengeComesBackAsPlainText() throws Exception {
    try (Server server = start()) {
      HttpResponse<String> answer =
          server.post("/slack", Post.signed("slack", "s3cr3t", NOW, HANDSHAKE));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("3eZbrw1aBm2rZgRN");
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void handshakeIsNoDeliveryAndMayBeRepeated() throws Exception {
    Post handshake = Post.signed("slack", "s3cr3t", NOW, HANDSHAKE);
    try (Server server = start()) {
      assertThat(server.post("/slack", handshake).body()).contains("3eZbrw");
      assertThat(server.post("/slack", handshake).body()).contains("3eZbrw");
    }
  }

  @Test
  void signedPageIsNotEchoedEither() throws Exception {
    String page = HANDSHAKE.replace("3eZ", "<script>");
    try (Server server = start()) {
      HttpResponse<String> answer =
          server.post("/slack", Post.signed("slack", "s3cr3t", NOW, page));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("script");
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void unsignedHandshakeIsRefused() throws Exception {
    try (Server server = start()) {
      HttpResponse<String> answer = server.post("/slack", Post.unsigned(HANDSHAKE));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("3eZbrw");
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void eventThatCarriesAChallengeIsADelivery() throws Exception {
    String event = "{\"type\":\"event_callback\",\"challenge\":\"c\",\"event_id\":\"Ev1\"}";
    try (Server server = start()) {
      assertThat(server.post("/slack", Post.signed("slack", "s3cr3t", NOW, event)).body())
          .isEmpty();
    }
    assertThat(runs).hasValue(1);
  }
}
