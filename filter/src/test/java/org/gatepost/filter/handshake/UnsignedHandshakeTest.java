package org.gatepost.filter.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
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

/** A handshake that nobody signs gets past the gate only where the scheme declares it. */
@InEachContainer
class UnsignedHandshakeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> PLAIN = Map.of("require-https", "false");

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

  private HttpResponse<String> ask(Server server, String method, String query, String... headers)
      throws Exception {
    var request = server.to("/webhook" + query).method(method, BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request.build());
  }

  private void assertAnswer(HttpResponse<String> answer, String type, String body) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(header(answer, "Content-Type").replace(" ", ""))
        .isEqualToIgnoringCase(type + ";charset=UTF-8");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(runs).hasValue(0);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void dropboxIsEchoed() throws Exception {
    try (Server server = start("dropbox", "any", Map.of())) {
      assertAnswer(
          ask(server, "GET", "?challenge=012345678901234"), "text/plain", "012345678901234");
      assertThat(ask(server, "GET", "?challenge=%3Cscript%3E").statusCode()).isEqualTo(401);
      assertThat(ask(server, "GET", "").statusCode()).isEqualTo(401);
      assertThat(ask(server, "POST", "?challenge=1").statusCode()).isEqualTo(401);
      HttpResponse<String> put = ask(server, "PUT", "?challenge=1");
      assertThat(put.statusCode()).isEqualTo(405);
      assertThat(header(put, "Allow")).isEqualTo("GET, POST");
    }
    assertThat(log.lines("GP040")).containsExactly("GP040: source [webhook] answered a handshake");
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
        assertThat(ask(server, "POST", "", "X-EBAY-SIGNATURE", "e30=").statusCode()).isEqualTo(401);
      }
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
  void graphIsEchoedDecoded() throws Exception {
    try (Server server = start("microsoft-graph", "any", PLAIN)) {
      assertAnswer(
          ask(server, "POST", "?validationToken=Validation%3a+Testing+client+42-a"),
          "text/plain",
          "Validation: Testing client 42-a");
    }
  }

  @Test
  void handshakeIsSubjectToHttpsAndLengthToo() throws Exception {
    Map<String, String> params = Map.of("max-body", "10");
    try (Server server = start("microsoft-graph", "any", params)) {
      assertThat(ask(server, "POST", "?validationToken=a").statusCode()).isEqualTo(403);
    }
    try (Server server =
        start("microsoft-graph", "any", Map.of("max-body", "10", "require-https", "false"))) {
      assertThat(
              server.post("/webhook?validationToken=a", Post.unsigned("12345678901")).statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  void urlIsCheckedByHead() throws Exception {
    try (Server server = start("trello", "any", Map.of())) {
      assertThat(ask(server, "HEAD", "").statusCode()).isEqualTo(200);
      assertThat(ask(server, "GET", "").statusCode()).isEqualTo(200);
      assertThat(header(ask(server, "PUT", ""), "Allow")).isEqualTo("GET, HEAD, POST");
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void cloudEventsAreAllowedFromTheConfiguredOrigin() throws Exception {
    Map<String, String> params =
        Map.of("require-https", "false", "handshake-token", "literal:events.example.com");
    try (Server server = start("cloudevents", "any", params)) {
      HttpResponse<String> answer =
          ask(
              server,
              "OPTIONS",
              "",
              "WebHook-Request-Origin",
              "events.example.com",
              "WebHook-Request-Rate",
              "120");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "WebHook-Allowed-Origin")).isEqualTo("events.example.com");
      assertThat(header(answer, "WebHook-Allowed-Rate")).isEqualTo("120");
      assertThat(header(answer, "Allow")).isEqualTo("POST");

      HttpResponse<String> other =
          ask(server, "OPTIONS", "", "WebHook-Request-Origin", "other.example.com");
      assertThat(other.statusCode()).isEqualTo(401);
      assertThat(header(other, "WebHook-Allowed-Origin")).isEmpty();
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void xeroSeesWhoseSignatureIsRight() throws Exception {
    String probe =
        "{\"events\":[],\"lastEventSequence\":0,\"firstEventSequence\":0,\"entropy\":\"S0m3r4\"}";
    try (Server server = start("xero", "key", Map.of())) {
      HttpResponse<String> right = server.post("/webhook", Post.signed("xero", "key", NOW, probe));
      assertThat(right.statusCode()).isEqualTo(200);
      assertThat(right.body()).isEmpty();
      assertThat(server.post("/webhook", Post.signed("xero", "other", NOW, probe)).statusCode())
          .isEqualTo(401);
      assertThat(runs).hasValue(0);
      String event = probe.replace("Sequence\":0", "Sequence\":7");
      server.post("/webhook", Post.signed("xero", "key", NOW, event));
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void discordsPingIsAnsweredWhereThatIsAskedFor() throws Exception {
    Map<String, String> ping =
        Map.of(
            "handshake-when", "{json:/type} is 1",
            "handshake-content-type", "application/json",
            "handshake-answer", "{{\"type\":1}");
    // The same with a shared key, as the test cannot sign with Discord's.
    try (Server server = start("github", "s3cr3t", ping)) {
      assertAnswer(
          server.post("/webhook", Post.signed("github", "s3cr3t", NOW, "{\"type\":1}")),
          "application/json",
          "{\"type\":1}");
      server.post("/webhook", Post.signed("github", "s3cr3t", NOW, "{\"type\":2}"));
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void otherSchemesLetNoHandshakeIn() throws Exception {
    try (Server server = start("github", "any", Map.of())) {
      HttpResponse<String> answer = ask(server, "GET", "?challenge=1");
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(header(answer, "Allow")).isEqualTo("POST");
    }
  }
}
