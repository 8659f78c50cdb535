package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A handshake that nobody signs gets past the gate only where the scheme declares it. */
@InEachContainer
class UnsignedHandshakeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final AtomicInteger runs = new AtomicInteger();

  private Server start(String preset, String secret, Map<String, String> more) throws Exception {
    Map<String, String> params = new HashMap<>(more);
    params.put("scheme", preset);
    params.put("secret", "literal:" + secret);
    return container.start(
        new WebApp()
            .guard("webhook", new SettableClock(NOW), params)
            .servlet("/webhook", (request, response) -> runs.incrementAndGet()));
  }

  private HttpResponse<String> ask(Server server, String method, String query) throws Exception {
    return server.send(
        server.to("/webhook" + query).method(method, BodyPublishers.noBody()).build());
  }

  private void assertAnswer(HttpResponse<String> answer, String type, String body) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase(type + ";charset=UTF-8");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(runs).hasValue(0);
  }

  @Test
  void dropboxIsEchoed() throws Exception {
    try (Server server = start("dropbox", "any", Map.of())) {
      assertAnswer(
          ask(server, "GET", "?challenge=012345678901234"), "text/plain", "012345678901234");
      assertThat(ask(server, "GET", "?challenge=%3Cscript%3E").statusCode()).isEqualTo(401);
      assertThat(ask(server, "GET", "").statusCode()).isEqualTo(401);
      assertThat(ask(server, "PUT", "?challenge=1").statusCode()).isEqualTo(405);
      assertThat(ask(server, "POST", "?challenge=1").statusCode()).isEqualTo(401);
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void ebayIsAnsweredForTheEndpointAsPublic() throws Exception {
    String query = "?challenge_code=a8628072-3d33-45ee-9004-bee86830a22d";
    String answer =
        "{\"challengeResponse\":\"ca527df75caa230092d7e90484071e8f05d63068f1317973d6a3a42593734bbb\"}";
    for (String url :
        new String[] {"http://www.testendpoint.com/webhook", "http://www.testendpoint.com"}) {
      try (Server server =
          start("ebay", "71745723-d031-455c-bfa5-f90d11b4f20a", Map.of("public-url", url))) {
        assertAnswer(ask(server, "GET", query), "application/json", answer);
      }
    }
  }

  @Test
  void braintreeIsAnsweredWithASignature() throws Exception {
    try (Server server =
        start("braintree", "integration_public_key:integration_private_key", Map.of())) {
      assertAnswer(
          ask(server, "GET", "?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53"),
          "text/plain",
          "integration_public_key|d9b899556c966b3f06945ec21311865d35df3ce4");
    }
  }

  @Test
  void metaHasToKnowTheToken() throws Exception {
    String query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
    try (Server server = start("meta", "any", Map.of("handshake-token", "literal:v3rify"))) {
      assertAnswer(ask(server, "GET", query + "v3rify"), "text/plain", "1158201444");
      assertThat(ask(server, "GET", query + "other").statusCode()).isEqualTo(401);
    }
    assertThat(log.text()).doesNotContain("v3rify");
  }

  @Test
  void mandrillChecksTheUrlByHead() throws Exception {
    try (Server server = start("mandrill", "any", Map.of())) {
      assertThat(ask(server, "HEAD", "").statusCode()).isEqualTo(200);
      assertThat(ask(server, "GET", "").statusCode()).isEqualTo(405);
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void otherSchemesLetNoHandshakeIn() throws Exception {
    try (Server server = start("github", "any", Map.of())) {
      HttpResponse<String> answer = ask(server, "GET", "?challenge=1");
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }
  }
}
