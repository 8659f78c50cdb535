package org.gatepost.filter.refused;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

/** What is not genuine is refused, each time in the same way, and the servlet never hears of it. */
@InEachContainer
class RefusalTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BODY = "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}";
  private static final Post GENUINE = Post.signed("broxi", "s3cr3t", NOW, BODY);
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final AtomicInteger runs = new AtomicInteger();

  private WebApp app() {
    return new WebApp()
        .guard("broxi", new SettableClock(NOW), BROXI)
        .servlet("/broxi", (request, response) -> runs.incrementAndGet());
  }

  @Test
  void everyRefusalLooksTheSame() throws Exception {
    List<Post> refused =
        List.of(
            Post.unsigned(BODY),
            GENUINE.without("X-Broxi-Timestamp"),
            GENUINE.with("X-Broxi-Timestamp", "now"),
            GENUINE.with("X-Broxi-Signature", "nonsense"),
            GENUINE.withBody(BODY.replace("done", "over").getBytes(StandardCharsets.UTF_8)),
            Post.signed("broxi", "another", NOW, BODY),
            Post.signed("broxi", "s3cr3t", NOW.minus(Duration.ofMinutes(6)), BODY),
            Post.signed("broxi", "s3cr3t", NOW.plus(Duration.ofMinutes(6)), BODY));

    Set<Map<String, List<String>>> headers = new HashSet<>();
    try (Server server = container.start(app())) {
      for (Post post : refused) {
        HttpResponse<String> answer = server.post("/broxi", post);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid signature\"}");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
            .startsWith("application/json");
        headers.add(withoutDate(answer));
      }
    }

    assertThat(headers).hasSize(1);
    assertThat(runs).hasValue(0);
    assertThat(log.lines("GP020")).hasSize(refused.size());
  }

  @Test
  void hintIsLookedForOnceASecondAndForNoLongBody() throws Exception {
    SettableClock clock = new SettableClock(NOW);
    WebApp app =
        new WebApp()
            .guard("broxi", clock, BROXI)
            .servlet("/broxi", (request, response) -> runs.incrementAndGet());
    Post forged = GENUINE.with("X-Broxi-Signature", "A".repeat(43) + "=");
    try (Server server = container.start(app)) {
      server.post("/broxi", forged.withBody(new byte[64 * 1024 + 1]));
      server.post("/broxi", forged.withBody(new byte[64 * 1024]));
      server.post("/broxi", forged);
      clock.set(NOW.plusSeconds(1));
      server.post("/broxi", forged);
      // Its answer comes when all before it have ended: hints are written behind the answers.
    }
    assertThat(log.lines("GP020")).hasSize(4);
    assertThat(log.lines("GP035"))
        .hasSize(2)
        .allMatch(line -> line.contains("the signature would be right as base64"));
  }

  @Test
  void refusedRequestDoesNotSpendTheDelivery() throws Exception {
    try (Server server = container.start(app())) {
      server.post("/broxi", GENUINE.with("X-Broxi-Signature", "0".repeat(64)));
      assertThat(server.post("/broxi", GENUINE).statusCode()).isEqualTo(200);
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void otherMethodsAreNotAllowed() throws Exception {
    try (Server server = container.start(app())) {
      for (String method : List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")) {
        HttpResponse<String> answer =
            server.send(server.to("/broxi").method(method, BodyPublishers.noBody()).build());
        assertThat(answer.statusCode()).as(method).isEqualTo(405);
        assertThat(answer.headers().allValues("Allow")).as(method).containsExactly("POST");
      }
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void bodyThatNamesItsIdTwiceIsNoPayload() throws Exception {
    String twice = "{\"delivery_id\":\"d-1\",\"event\":\"run.done\",\"delivery_id\":\"d-2\"}";
    try (Server server = container.start(app())) {
      HttpResponse<String> answer =
          server.post("/broxi", Post.signed("broxi", "s3cr3t", NOW, twice));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid payload\"}");
    }
    assertThat(runs).hasValue(0);
    assertThat(log.lines("GP020").get(0)).contains("AMBIGUOUS", "/delivery_id");
  }

  @Test
  void signatureHeaderThatComesTwiceIsRefused() throws Exception {
    String head =
        "POST /broxi HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + ("X-Broxi-Signature: " + GENUINE.headers().get("X-Broxi-Signature") + "\r\n")
                .repeat(2)
            + ("X-Broxi-Timestamp: " + NOW.getEpochSecond() + "\r\n")
            + ("Content-Length: " + GENUINE.body().length + "\r\n\r\n");
    try (Server server = container.start(app())) {
      assertThat(server.exchange(head, GENUINE.body())).startsWith("HTTP/1.1 401");
    }
    assertThat(runs).hasValue(0);
  }

  @Test
  void bodyThatAnEarlierFilterHasReadIsRefusedWithAHint() throws Exception {
    Filter reading =
        (request, response, chain) -> {
          request.getInputStream().readAllBytes();
          chain.doFilter(request, response);
        };
    assertRefusedBehind(reading);
  }

  @Test
  void bodyThatAnEarlierFilterHasTakenAsReaderIsRefusedWithAHint() throws Exception {
    Filter reading =
        (request, response, chain) -> {
          request.getReader();
          chain.doFilter(request, response);
        };
    assertRefusedBehind(reading);
  }

  @Test
  void formWhoseParametersAnEarlierFilterHasTakenIsRefusedWithAHint() throws Exception {
    Filter reading =
        (request, response, chain) -> {
          request.getParameter("a");
          chain.doFilter(request, response);
        };
    Post form =
        Post.signed("x-signature", "s3cr3t", NOW, "a=1")
            .with("Content-Type", "application/x-www-form-urlencoded");
    assertRefusedBehind(reading, "x-signature", form);
  }

  @Test
  void emptyChunkedBodyHasNotBeenRead() throws Exception {
    WebApp app =
        new WebApp()
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of(
                    "scheme",
                    "x-signature",
                    "secret",
                    "literal:s3cr3t",
                    "id",
                    "{header:X-Id}",
                    "type",
                    "{header:X-Type}",
                    "key",
                    "digest"))
            .servlet("/hook", (request, response) -> runs.incrementAndGet());
    Post empty = Post.signed("x-signature", "s3cr3t", NOW, "");
    String head =
        "POST /hook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Signature: "
            + empty.headers().get("X-Signature")
            + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    try (Server server = container.start(app)) {
      // Payara tells of an unread empty body that it is read.
      boolean passes = container != Container.PAYARA_MICRO;
      assertThat(server.exchange(head, new byte[0]))
          .startsWith(passes ? "HTTP/1.1 200" : "HTTP/1.1 400");
      assertThat(runs).hasValue(passes ? 1 : 0);
    }
  }

  private void assertRefusedBehind(Filter reading) throws Exception {
    assertRefusedBehind(reading, "broxi", GENUINE);
  }

  private void assertRefusedBehind(Filter reading, String scheme, Post genuine) throws Exception {
    WebApp app =
        new WebApp()
            .filter("reading", reading, Map.of(), "/hook", DispatcherType.REQUEST)
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of("scheme", scheme, "secret", "literal:s3cr3t"))
            .servlet("/hook", (request, response) -> runs.incrementAndGet());
    try (Server server = container.start(app)) {
      assertThat(Server.patiently(() -> server.post("/hook", genuine)).statusCode()).isEqualTo(400);
      assertThat(Server.patiently(() -> server.postChunked("/hook", genuine)).statusCode())
          .isEqualTo(400);
    }
    assertThat(runs).hasValue(0);
    assertThat(log.lines("GP020")).isEmpty();
    assertThat(log.lines("GP023"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(line -> assertThat(line).contains("map this filter first"));
  }

  private static Map<String, List<String>> withoutDate(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(answer.headers().map());
    headers.remove("Date");
    return headers;
  }
}
