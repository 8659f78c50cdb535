package org.gatepost.filter.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gatepost.InvalidSettingException;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send, how, and how much. */
@InEachContainer
class NetworkRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String LOOPBACK = "127.0.0.1";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);
  private final AtomicInteger runs = new AtomicInteger();

  private static Map<String, String> params(String... more) {
    Map<String, String> params =
        new HashMap<>(Map.of("scheme", "broxi", "secret", "literal:s3cr3t"));
    for (int i = 0; i < more.length; i += 2) {
      params.put(more[i], more[i + 1]);
    }
    return params;
  }

  private WebApp app(String... more) {
    return new WebApp()
        .guard("hook", clock, params(more))
        .servlet("/hook", (request, response) -> runs.incrementAndGet());
  }

  private Post genuine(String id) {
    return Post.signed(
        "broxi", "s3cr3t", clock.instant(), "{\"delivery_id\":\"" + id + "\",\"event\":\"e\"}");
  }

  private Post forged() {
    return Post.signed("broxi", "guessed", clock.instant(), "{}");
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
  }

  private static void assertTooMany(HttpResponse<String> answer, String retryAfter) {
    assertAnswer(answer, 429, "Too many requests");
    assertThat(answer.headers().allValues("Retry-After")).containsExactly(retryAfter);
  }

  // Addresses

  @Test
  void onlyAllowedAddressesMaySend() throws Exception {
    try (Server server = container.start(app("allow-from", "192.0.2.0/24, 127.0.0.0/8"))) {
      assertThat(server.post("/hook", genuine("d-1")).statusCode()).isEqualTo(200);
    }
    try (Server server = container.start(app("allow-from", "192.0.2.0/24,::1"))) {
      assertAnswer(server.post("/hook", genuine("d-1")), 403, "Forbidden");
    }
    assertThat(runs).hasValue(1);
    assertThat(log.lines("GP050").get(0))
        .startsWith(
            "GP050: source [hook] refused a request: its client's address, [127.0.0.1], is not in"
                + " allow-from.");
  }

  @Test
  void allowedAddressIsTheClientsAndNotTheProxys() throws Exception {
    try (Server server =
        container.start(app("allow-from", "192.0.2.0/24", "trusted-proxies", LOOPBACK))) {
      String name = "X-Forwarded-For";
      assertThat(server.post("/hook", genuine("d-1").with(name, "192.0.2.1")).statusCode())
          .isEqualTo(200);
      assertThat(
              server
                  .post("/hook", genuine("d-2").with("Forwarded", "for=\"192.0.2.1:80\""))
                  .statusCode())
          .isEqualTo(200);
      for (String refused : List.of("198.51.100.1", "192.0.2.1, 198.51.100.1", "unknown", "")) {
        assertAnswer(server.post("/hook", genuine("d-3").with(name, refused)), 403, "Forbidden");
      }
      assertAnswer(server.post("/hook", genuine("d-3")), 403, "Forbidden");
      assertAnswer(
          server.post(
              "/hook", genuine("d-3").with(name, "192.0.2.1").with("Forwarded", "for=192.0.2.2")),
          403,
          "Forbidden");
    }
    assertThat(runs).hasValue(2);
    assertThat(log.lines("GP050").toString()).contains("[198.51.100.1]", "[unknown]");
  }

  @Test
  void whoIsNoTrustedProxyCannotNameAnotherClient() throws Exception {
    try (Server server =
        container.start(app("allow-from", "192.0.2.0/24", "trusted-proxies", "10.0.0.0/8"))) {
      for (String name : List.of("X-Forwarded-For", "X-Real-IP", "True-Client-IP", "Client-IP")) {
        assertAnswer(
            server.post("/hook", genuine("d-1").with(name, "192.0.2.1")), 403, "Forbidden");
      }
      assertAnswer(
          server.post("/hook", genuine("d-1").with("Forwarded", "for=192.0.2.1")),
          403,
          "Forbidden");
    }
    assertThat(runs).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unix:/run/server.sock", "client.example", "127.0.0.1:80", "[::1"})
  void peerThatHasNoAddressIsUnknown(String remoteAddr) throws Exception {
    Filter unixSocket =
        (request, response, chain) ->
            chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                  @Override
                  public String getRemoteAddr() {
                    return remoteAddr;
                  }
                },
                response);
    WebApp app =
        new WebApp()
            .filter("socket", unixSocket, Map.of(), "/*", DispatcherType.REQUEST)
            .guard("open", clock, params("failure-limit", "1/m"))
            .guard("hook", clock, params("allow-from", "0.0.0.0/0,::/0"))
            .servlet("/open", (request, response) -> runs.incrementAndGet())
            .servlet("/hook", (request, response) -> runs.incrementAndGet());
    try (Server server = container.start(app)) {
      assertAnswer(server.post("/hook", genuine("d-1")), 403, "Forbidden");
      assertThat(server.post("/open", genuine("d-1")).statusCode()).isEqualTo(200);
      assertAnswer(server.post("/open", forged()), 401, "Invalid signature");
      assertTooMany(server.post("/open", forged()), "60");
    }
    assertThat(runs).hasValue(1);
    assertThat(log.lines("GP050").get(0)).contains("[unknown]");
  }

  // HTTPS and URL

  @Test
  void httpsIsWhatTheTrustedProxySays() throws Exception {
    String name = "X-Forwarded-Proto";
    try (Server server =
        container.start(app("require-https", "true", "trusted-proxies", LOOPBACK))) {
      assertThat(server.post("/hook", genuine("d-1").with(name, "https")).statusCode())
          .isEqualTo(200);
      assertThat(
              server
                  .post("/hook", genuine("d-2").with("Forwarded", "for=192.0.2.1;proto=https"))
                  .statusCode())
          .isEqualTo(200);
      for (String refused : List.of("http", "https, http", "ftp", "")) {
        assertAnswer(server.post("/hook", genuine("d-3").with(name, refused)), 403, "Forbidden");
      }
      assertAnswer(server.post("/hook", genuine("d-3")), 403, "Forbidden");
    }
    try (Server server = container.start(app("require-https", "true"))) {
      assertAnswer(server.post("/hook", genuine("d-3").with(name, "https")), 403, "Forbidden");
    }
    assertThat(runs).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '', https://a.example/hook?b=1, 200",
    "127.0.0.1, '', http://127.0.0.1/hook?b=1, 401",
    "10.0.0.1, '', https://a.example/hook?b=1, 401",
    "127.0.0.1, https://b.example, https://b.example/hook?b=1, 200",
    "127.0.0.1, https://b.example, https://a.example/hook?b=1, 401"
  })
  void signedUrlIsTheTrustedProxysUnlessConfigured(
      String proxy, String publicUrl, String signed, int status) throws Exception {
    Map<String, String> params = params("scheme", "hubspot-v3", "trusted-proxies", proxy);
    if (!publicUrl.isEmpty()) {
      params.put("public-url", publicUrl);
    }
    WebApp app =
        new WebApp().guard("hook", clock, params).servlet("/hook", (request, response) -> {});
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    try (Server server = container.start(app)) {
      HttpRequest.Builder request = server.to("/hook?b=1").POST(BodyPublishers.ofByteArray(body));
      Scheme.preset("hubspot-v3")
          .signer(Secret.of("test", "s3cr3t"))
          .sign("POST", signed, body, NOW, Map.of())
          .forEach(request::header);
      request.header("Forwarded", "for=192.0.2.1;proto=https;host=a.example");
      assertThat(server.send(request.build()).statusCode()).isEqualTo(status);
    }
  }

  // Rates

  @Test
  void genuineRequestsBeyondTheRateComeLater() throws Exception {
    try (Server server = container.start(app("rate-limit", "2/m"))) {
      assertThat(server.post("/hook", genuine("d-1")).statusCode()).isEqualTo(200);
      assertThat(server.post("/hook", genuine("d-2")).statusCode()).isEqualTo(200);
      assertTooMany(server.post("/hook", genuine("d-3")), "30");
      clock.advance(Duration.ofMillis(29_001));
      assertTooMany(server.post("/hook", genuine("d-3")), "1");
      clock.advance(Duration.ofMillis(999));
      // Its claim was not touched: it runs.
      assertThat(server.post("/hook", genuine("d-3")).statusCode()).isEqualTo(200);
    }
    assertThat(runs).hasValue(3);
    assertThat(log.lines("GP052"))
        .containsExactly(
            "GP052: source [hook] put off a genuine request: more came than rate-limit",
            "GP052: source [hook] put off a genuine request: more came than rate-limit");
  }

  @Test
  void forgeriesDoNotUseUpTheSendersShare() throws Exception {
    try (Server server = container.start(app("rate-limit", "1/h", "failure-limit", "none"))) {
      for (int i = 0; i < 20; i++) {
        assertAnswer(server.post("/hook", forged()), 401, "Invalid signature");
      }
      assertThat(server.post("/hook", genuine("d-1")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void requestsAtOnceNeverExceedTheRate() throws Exception {
    try (Server server = container.start(app("rate-limit", "5/h"))) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 40)
              .mapToObj(i -> server.postAsync("/hook", genuine("d-" + i)))
              .toList();
      answers.forEach(CompletableFuture::join);
      assertThat(answers.stream().filter(a -> a.join().statusCode() == 200)).hasSize(5);
      assertThat(answers.stream().filter(a -> a.join().statusCode() == 429)).hasSize(35);
    }
    assertThat(runs).hasValue(5);
  }

  @Test
  void clientThatFailsTooOftenIsNotReadForAWhile() throws Exception {
    try (Server server =
        container.start(app("failure-limit", "2/m", "trusted-proxies", LOOPBACK))) {
      String name = "X-Forwarded-For";
      String client = "192.0.2.1";
      assertAnswer(server.post("/hook", forged().with(name, client)), 401, "Invalid signature");
      assertAnswer(
          server.post("/hook", Post.unsigned("x").with(name, client)), 401, "Invalid signature");
      assertTooMany(server.post("/hook", forged().with(name, "1.1.1.1, " + client)), "30");
      // It would be answered 413 if its length was looked at, and 400 if it was read.
      String head = "POST /hook HTTP/1.1\r\nHost: localhost\r\n" + name + ": " + client;
      assertThat(server.exchange(head + "\r\nContent-Length: 1048577\r\n\r\n", new byte[1]))
          .startsWith("HTTP/1.1 429");
      // Others do not suffer.
      assertThat(server.post("/hook", genuine("d-1").with(name, "192.0.2.2")).statusCode())
          .isEqualTo(200);
      assertTooMany(server.post("/hook", genuine("d-2").with(name, client)), "30");
      clock.advance(Duration.ofSeconds(30));
      assertThat(server.post("/hook", genuine("d-2").with(name, client)).statusCode())
          .isEqualTo(200);
      assertAnswer(server.post("/hook", forged().with(name, client)), 401, "Invalid signature");
      assertTooMany(server.post("/hook", forged().with(name, client)), "30");
    }
    assertThat(runs).hasValue(2);
    assertThat(log.lines("GP053").get(0))
        .isEqualTo(
            "GP053: source [hook] does not read requests of client [192.0.2.1] for a while: more"
                + " were refused than failure-limit, 2/m");
    assertThat(log.lines("GP053")).hasSize(2);
    assertThat(log.lines("GP054").get(0))
        .isEqualTo(
            "GP054: source [hook] did not read a request of client [192.0.2.1], of which too many"
                + " were refused");
  }

  @Test
  void everyRefusalOfABodyCountsAndNothingElse() throws Exception {
    try (Server server = container.start(app("failure-limit", "4/h"))) {
      for (int i = 0; i < 10; i++) {
        server.send(server.to("/hook").GET().build());
        // A copy is no failure.
        assertThat(server.post("/hook", genuine("d-1")).statusCode()).isEqualTo(200);
      }
      String twice = "{\"delivery_id\":\"d-1\",\"event\":\"e\",\"delivery_id\":\"d-2\"}";
      assertAnswer(server.post("/hook", forged()), 401, "Invalid signature");
      assertAnswer(
          server.post("/hook", Post.signed("broxi", "s3cr3t", NOW, twice)), 400, "Invalid payload");
      assertThat(server.post("/hook", Post.unsigned("x".repeat(1_048_577))).statusCode())
          .isEqualTo(413);
      server.exchange(
          "POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n", new byte[1]);
      Await.until(() -> !log.lines("GP053").isEmpty());
      assertTooMany(server.post("/hook", genuine("d-2")), "900");
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void failureLimitIsTheRateLimitUnlessGiven() throws Exception {
    try (Server server = container.start(app("rate-limit", "1/h"))) {
      assertAnswer(server.post("/hook", forged()), 401, "Invalid signature");
      assertTooMany(server.post("/hook", forged()), "3600");
    }
    try (Server server = container.start(app())) {
      for (int i = 0; i < 20; i++) {
        assertAnswer(server.post("/hook", forged()), 401, "Invalid signature");
      }
    }
  }

  @Test
  void refusalsOfTheNetworkComeFirstAndTheCheapestOfThemBeforeTheOthers() throws Exception {
    try (Server server =
        container.start(
            app("require-https", "true", "allow-from", "192.0.2.1", "failure-limit", "1/h"))) {
      HttpRequest get = server.to("/hook").GET().build();
      for (int i = 0; i < 3; i++) {
        assertThat(server.send(get).statusCode()).isEqualTo(405);
        assertAnswer(server.post("/hook", forged()), 403, "Forbidden");
      }
    }
    assertThat(log.lines("GP021")).hasSize(3);
    assertThat(log.lines("GP028")).hasSize(3);
    assertThat(log.lines("GP050")).isEmpty();
    assertThat(log.lines("GP053")).isEmpty();
  }

  // Verbs

  @Test
  void noOtherVerbReachesTheApplication() throws Exception {
    List<String> verbs =
        List.of(
            "post",
            "Post",
            "POSTS",
            "POS",
            "PO\tST",
            "P\u0000ST",
            "POST\u0000",
            "POST%20",
            "POST/",
            "POST,GET",
            "GET",
            "TRACE",
            "CONNECT",
            "PROPFIND",
            "PRI",
            "*",
            "-",
            "\u00dcBER",
            "POST\u00a0",
            "",
            "P".repeat(3_000),
            "POST".repeat(3_000));
    try (Server server = container.start(app())) {
      for (String verb : verbs) {
        assertVerbIsRefused(server, verb);
      }
    }
  }

  private void assertVerbIsRefused(Server server, String method) throws Exception {
    Post post = genuine("d-1");
    StringBuilder head = new StringBuilder(method + " /hook HTTP/1.1\r\nHost: localhost\r\n");
    head.append("Connection: close\r\nContent-Length: ").append(post.body().length).append("\r\n");
    post.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    String answer = server.exchange(head.append("\r\n").toString(), post.body());
    // A server may break the connection off instead, or take PRI for a beginning of HTTP/2.
    assertThat(answer).as(method).matches("(?s)|\\P{L}*HTTP/1.1 (4[0-9][0-9]|501|505) .*");
    assertThat(runs).as(method).hasValue(0);
    assertThat(log.text())
        .as(method)
        .doesNotContain("Exception: ", "org.gatepost.filter.Gate.handle");
  }

  @Test
  void headersThatNameAnotherVerbChangeNothing() throws Exception {
    try (Server server = container.start(app())) {
      for (String name : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
        HttpRequest.Builder get = server.to("/hook?_method=POST").GET().header(name, "POST");
        genuine("d-1").headers().forEach(get::header);
        assertThat(server.send(get.build()).statusCode()).isEqualTo(405);
        assertThat(server.post("/hook", genuine(name).with(name, "GET")).statusCode())
            .isEqualTo(200);
      }
    }
    assertThat(runs).hasValue(3);
  }

  // Settings

  @Test
  void effectiveRulesAreLogged() throws Exception {
    container
        .start(
            app(
                "allow-from", "192.0.2.1,2001:db8::/32",
                "trusted-proxies", " 10.0.0.0/8 ",
                "rate-limit", "100/s"))
        .close();
    assertThat(log.lines("GP010").get(0))
        .contains(
            ", allow-from [192.0.2.1/32, 2001:db8:0:0:0:0:0:0/32], trusted-proxies [10.0.0.0/8],"
                + " rate-limit 100/s, failure-limit 100/s, ledger");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allow-from | 192.0.2.1/24 | [192.0.2.1/24] has bits behind the prefix, write 192.0.2.0/24",
        "allow-from | github.com | [github.com] is no IPv4 or IPv6 address; host names are not resolved",
        "allow-from | fe80::1%1 | [fe80::1%1] has a zone",
        "trusted-proxies | 10.0.0.0/33 | [10.0.0.0/33] has no prefix length",
        "trusted-proxies | 0.0.0.0/0 | must not be every address",
        "trusted-proxies | 10.0.0.0/8,::/0 | was [0:0:0:0:0:0:0:0/0]",
        "rate-limit | 100 | must be none, or a number",
        "failure-limit | fast | must be none, or a number"
      })
  void whatIsMalformedFailsTheDeployment(String name, String value, String why) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> Settings.read("hook", params(name, value)))
        .withMessageContaining("GP003: init-param [" + name + "] of filter [hook] must ")
        .withMessageContaining(why);
  }
}
