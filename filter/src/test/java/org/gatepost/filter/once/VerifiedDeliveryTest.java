package org.gatepost.filter.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Processing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A genuine request reaches the servlet, with what is known of it. */
@InEachContainer
class VerifiedDeliveryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.250Z");
  private static final Instant SIGNED_AT = Instant.parse("2026-11-20T11:59:58Z");
  private static final String BODY = "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final SettableClock clock = new SettableClock(NOW);

  private Server start(String preset) throws Exception {
    return container.start(
        new WebApp()
            .guard(preset, clock, Map.of("scheme", preset, "secret", "literal:s3cr3t"))
            .servlet(
                "/" + preset,
                (request, response) -> {
                  assertThat(request.getAttribute(Processing.ATTRIBUTE)).isNotNull();
                  deliveries.add((Delivery) request.getAttribute(Delivery.ATTRIBUTE));
                  response.getWriter().write("thanks");
                }));
  }

  @Test
  void genuineRequestReachesTheServletWhoseAnswerGoesOutAsItIs() throws Exception {
    try (Server server = start("broxi")) {
      HttpResponse<String> answer =
          server.post("/broxi", Post.signed("broxi", "s3cr3t", SIGNED_AT, BODY));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("thanks");
      assertThat(deliveries).hasSize(1);
    }
  }

  @Test
  void deliverySaysWhoSentWhatAndWhen() throws Exception {
    try (Server server = start("broxi")) {
      server.post("/broxi", Post.signed("broxi", "s3cr3t", SIGNED_AT, BODY));
    }

    Delivery delivery = deliveries.remove();
    assertThat(delivery.source()).isEqualTo("broxi");
    assertThat(delivery.type()).isEqualTo("run.done");
    assertThat(delivery.id()).contains("d-1");
    assertThat(delivery.key()).contains("d-1");
    assertThat(delivery.signedAt()).contains(SIGNED_AT);
    assertThat(delivery.receivedAt()).isEqualTo(NOW);
    assertThat(delivery.attempt()).isEqualTo(1);
    assertThat(delivery.secretLabel()).isEqualTo("literal[1]");
    assertThat(delivery.body()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void deliveryShowsHeadersButNoCredentials() throws Exception {
    try (Server server = start("broxi")) {
      server.post(
          "/broxi",
          Post.signed("broxi", "s3cr3t", SIGNED_AT, BODY)
              .with("Content-Type", "application/json; charset=utf-8")
              .with("X-Trace", "t-9")
              .with("Authorization", "Bearer b")
              .with("Cookie", "session=c"));
    }

    Delivery delivery = deliveries.remove();
    assertThat(delivery.contentType()).contains("application/json; charset=utf-8");
    assertThat(delivery.headers("x-trace")).isEqualTo(List.of("t-9"));
    assertThat(delivery.headerNames().contains("x-trace")).isTrue();
    assertThat(delivery.header("X-TRACE")).contains("t-9");
    assertThat(delivery.header("X-Broxi-Timestamp")).isPresent();
    assertThat(delivery.header("x-broxi-signature")).isEmpty();
    assertThat(delivery.header("authorization")).isEmpty();
    assertThat(delivery.header("Cookie")).isEmpty();
  }

  @Test
  void unsignedIdIsGivenButIsNotTheKey() throws Exception {
    byte[] body = "{\"action\":\"opened\"}".getBytes(StandardCharsets.UTF_8);
    Map<String, String> unsigned = Map.of("X-GitHub-Delivery", "g-1", "X-GitHub-Event", "issues");
    try (Server server = start("github")) {
      server.post("/github", Post.signed("github", "s3cr3t", NOW, body, unsigned));
    }

    Delivery delivery = deliveries.remove();
    assertThat(delivery.type()).isEqualTo("issues.opened");
    assertThat(delivery.id()).contains("g-1");
    assertThat(delivery.key().orElseThrow()).matches("sha256:[0-9a-f]{64};type=issues\\.opened");
    assertThat(delivery.signedAt()).isEmpty();
  }

  @Test
  void emptyBodyIsADelivery() throws Exception {
    try (Server server = start("generic-hmac-sha256-hex")) {
      HttpResponse<String> answer =
          server.post(
              "/generic-hmac-sha256-hex",
              Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, ""));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(deliveries.remove().body()).isEmpty();
    }
  }
}
