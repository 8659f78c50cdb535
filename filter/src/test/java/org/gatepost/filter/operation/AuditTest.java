package org.gatepost.filter.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Operated;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Source;
import org.gatepost.receiver.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Each request has one line in the audit log, and is counted once, when its outcome is final. */
@InEachContainer
class AuditTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "max-body", "1000");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);

  private static Post broxi(String id) {
    return Post.signed("broxi", "s3cr3t", NOW, body(id));
  }

  private static String body(String id) {
    return "{\"delivery_id\":\"" + id + "\",\"event\":\"run.done\"}";
  }

  /** The lines, once there are so many: they follow the answer. */
  private List<JsonObject> lines(int count) throws Exception {
    Await.until(() -> log.audit().size() >= count);
    assertThat(log.audit()).hasSize(count);
    List<JsonObject> lines = new ArrayList<>();
    for (String line : log.audit()) {
      assertThat(line).matches("[ -~]+");
      lines.add(new Gson().fromJson(line, JsonObject.class));
    }
    return lines;
  }

  private JsonObject line() throws Exception {
    return lines(1).get(0);
  }

  private static String word(JsonObject line, String name) {
    return line.has(name) ? line.get(name).getAsString() : "none";
  }

  private static String outcome(JsonObject line) {
    return word(line, "outcome") + " " + word(line, "reason") + " " + word(line, "status");
  }

  @Test
  void acceptedDeliveryIsDescribed() throws Exception {
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              clock.advance(Duration.ofNanos(12_345_678));
              response.setStatus(202);
            });
    try (Server server = container.start(operated.app())) {
      server.post("/hook", broxi("d-1"));
      JsonObject line = line();
      assertThat(line.toString())
          .isEqualTo(
              "{\"time\":\"2026-11-20T12:00:00Z\",\"source\":\"hook\",\"mode\":\"enforce\","
                  + "\"outcome\":\"accepted\",\"status\":202,\"key\":\"d-1\",\"type\":\"run.done\","
                  + "\"id\":\"d-1\",\"secret\":\"literal[1]\",\"client\":\"127.0.0.1\","
                  + "\"body_bytes\":40,\"duration_ms\":12.345,\"attempt\":1}");
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.accepted()).isEqualTo(1);
      assertThat(statistics.bySecret()).containsExactly(Map.entry("literal[1]", 1L));
      assertThat(statistics.lastDelivery()).contains(NOW);
      assertThat(statistics.mean()).isEqualTo(Duration.ofNanos(12_345_000));
      assertThat(statistics.p99()).isEqualTo(Duration.ofNanos(12_345_000));
    }
  }

  @Test
  void rejectionsAndPostponementsOfTheApplicationAreToldAndCounted() throws Exception {
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              Processing processing = (Processing) request.getAttribute(Processing.ATTRIBUTE);
              processing.reject("orders");
              if (request.getQueryString() == null) {
                processing.reject("costs");
              } else {
                response.setStatus(503);
                response.setHeader("Retry-After", "30");
              }
            });
    try (Server server = container.start(operated.app())) {
      server.post("/hook", broxi("d-1"));
      server.post("/hook?later", broxi("d-2"));

      assertThat(lines(2))
          .extracting(line -> outcome(line) + " " + word(line, "rejections"))
          .containsExactlyInAnyOrder("accepted none 200 2", "failed postponed 503 1");
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.accepted()).isEqualTo(1);
      assertThat(statistics.failed()).isEqualTo(1);
      assertThat(statistics.postponed()).isEqualTo(1);
      assertThat(statistics.rejections()).isEqualTo(3);
    }
  }

  @Test
  void deliveryThatNobodyWantsIsToldAndCountedApartAndItsCopyIsProcessed() throws Exception {
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              Processing processing = (Processing) request.getAttribute(Processing.ATTRIBUTE);
              if (processing.attempt() == 1) {
                processing.ignore();
              }
            });
    try (Server server = container.start(operated.app())) {
      for (int i = 0; i < 3; i++) {
        server.post("/hook", broxi("d-1"));
        lines(i + 1);
      }

      assertThat(lines(3))
          .extracting(line -> outcome(line) + " " + word(line, "attempt"))
          .containsExactly("ignored none 200 1", "accepted none 200 2", "duplicate none 200 none");
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.ignored()).isEqualTo(1);
      assertThat(statistics.accepted()).isEqualTo(1);
      assertThat(statistics.failed()).isZero();
    }
  }

  @Test
  void failureAfterwardsOfWhatNobodyWantsIsAFailure() throws Exception {
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              ((Processing) request.getAttribute(Processing.ATTRIBUTE)).ignore();
              response.setStatus(500);
            });
    try (Server server = container.start(operated.app())) {
      server.post("/hook", broxi("d-1"));

      assertThat(outcome(line())).isEqualTo("failed status 500");
      assertThat(operated.source(server).statistics().ignored()).isZero();
    }
  }

  @Test
  void unavailableWithoutTimeIsNotPostponed() throws Exception {
    Operated operated = new Operated(clock, BROXI, (request, response) -> response.setStatus(503));
    try (Server server = container.start(operated.app())) {
      server.post("/hook", broxi("d-1"));

      assertThat(outcome(line())).isEqualTo("failed status 503");
      assertThat(operated.source(server).statistics().postponed()).isZero();
    }
  }

  @Test
  void everyRefusalHasItsReason() throws Exception {
    Operated operated = new Operated(clock, BROXI, (request, response) -> {});
    try (Server server = container.start(operated.app())) {
      server.send(server.to("/hook").method("PUT", BodyPublishers.noBody()).build());
      server.post("/hook", Post.unsigned("x".repeat(1001)));
      server.post("/hook", Post.unsigned(body("d-1")));
      server.post("/hook", broxi("d-1").with("X-Broxi-Signature", "x"));
      server.post("/hook", Post.signed("broxi", "another", NOW, body("d-1")));
      server.post("/hook", Post.signed("broxi", "s3cr3t", NOW.minusSeconds(301), body("d-1")));
      server.post("/hook", Post.signed("broxi", "s3cr3t", NOW.plusSeconds(301), body("d-1")));
      String twice = body("d-1").replace("{", "{\"event\":\"other\",");
      server.post("/hook", Post.signed("broxi", "s3cr3t", NOW, twice));
      String cut = "POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";
      server.exchange(cut, new byte[1]);
      assertThat(lines(9))
          .extracting(AuditTest::outcome)
          .containsExactlyInAnyOrder(
              "refused method 405",
              "refused too_large 413",
              "refused missing 401",
              "refused malformed 401",
              "refused mismatch 401",
              "refused stale 401",
              "refused future 401",
              "refused ambiguous 400",
              "refused body_unreadable 400");
      // Nothing of a request that is not genuine, but where it came from.
      assertThat(lines(9)).noneMatch(line -> line.has("key") || line.has("type"));
      assertThat(lines(9)).allMatch(line -> word(line, "client").equals("127.0.0.1"));
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.refused()).isEqualTo(9);
      assertThat(statistics.refusedByReason())
          .containsEntry("mismatch", 1L)
          .containsEntry("body_unreadable", 1L)
          .hasSize(9);
      assertThat(statistics.health()).isEqualTo(Statistics.Health.NO_DATA);
      assertThat(statistics.bySecret()).containsExactly(Map.entry("literal[1]", 0L));
    }
  }

  @Test
  void plainHttpIsAReason() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "require-https", "true");
    try (Server server = container.start(new Operated(clock, params, (in, out) -> {}).app())) {
      server.post("/hook", broxi("d-1"));
      assertThat(outcome(line())).isEqualTo("refused plain_http 403");
    }
  }

  @Test
  void copiesAreToldApartFromTheFirst() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              entered.countDown();
              Await.latch(leave);
            });
    try (Server server = container.start(operated.app())) {
      CompletableFuture<HttpResponse<String>> first = server.postAsync("/hook", broxi("d-1"));
      Await.latch(entered);
      server.post("/hook", broxi("d-1"));
      assertThat(outcome(line())).isEqualTo("in_progress none 503");
      leave.countDown();
      first.get(3, TimeUnit.MINUTES);
      assertThat(outcome(lines(2).get(1))).isEqualTo("accepted none 200");
      server.post("/hook", broxi("d-1"));
      assertThat(outcome(lines(3).get(2))).isEqualTo("duplicate none 200");
      assertThat(lines(3))
          .allMatch(line -> word(line, "key").equals("d-1"))
          .filteredOn(line -> line.has("attempt"))
          .hasSize(1);
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.accepted()).isEqualTo(1);
      assertThat(statistics.inProgress()).isEqualTo(1);
      assertThat(statistics.duplicates()).isEqualTo(1);
      assertThat(statistics.bySecret()).containsEntry("literal[1]", 3L);
      assertThat(statistics.successRateInPercent()).hasValue(100);
    }
  }

  @Test
  void failuresAreToldApart() throws Exception {
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              if (request.getQueryString() != null) {
                throw new IllegalStateException("failed");
              }
              response.setStatus(409);
            });
    try (Server server = container.start(operated.app())) {
      server.post("/hook", broxi("d-1"));
      lines(1);
      server.post("/hook?throw", broxi("d-1"));
      assertThat(lines(2))
          .extracting(AuditTest::outcome)
          .containsExactly("failed status 409", "failed exception 500");
      assertThat(lines(2)).extracting(line -> word(line, "attempt")).containsExactly("1", "2");
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.failed()).isEqualTo(2);
      assertThat(statistics.health()).isEqualTo(Statistics.Health.DEGRADED);
    }
  }

  @Test
  void handshakesAreNoDeliveries() throws Exception {
    Map<String, String> slack = Map.of("scheme", "slack", "secret", "literal:s3cr3t");
    Operated operated = new Operated(clock, slack, (request, response) -> {});
    String handshake = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aBm2rZgRN\"}";
    try (Server server = container.start(operated.app())) {
      server.post("/hook", Post.signed("slack", "s3cr3t", NOW, handshake));
      assertThat(outcome(line())).isEqualTo("handshake none 200");
      assertThat(log.audit().toString()).doesNotContain("3eZbrw");
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.handshakes()).isEqualTo(1);
      assertThat(statistics.lastDelivery()).isEmpty();
    }
  }

  @Test
  void handshakeThatBringsAnUnwantedSecretIsRefused() throws Exception {
    Map<String, String> asana = Map.of("scheme", "asana", "secret", "literal:s3cr3t");
    try (Server server = container.start(new Operated(clock, asana, (in, out) -> {}).app())) {
      server.post("/hook", Post.unsigned("").with("X-Hook-Secret", "br0ught"));
      assertThat(outcome(line())).isEqualTo("refused handshake 401");
      assertThat(log.audit().toString()).doesNotContain("br0ught");
    }
  }

  @Test
  void asynchronousDeliveryHasItsLineWhenItCompletes() throws Exception {
    CompletableFuture<AsyncContext> context = new CompletableFuture<>();
    Operated operated =
        new Operated(clock, BROXI, (request, response) -> context.complete(request.startAsync()));
    try (Server server = container.start(operated.app())) {
      CompletableFuture<HttpResponse<String>> first = server.postAsync("/hook", broxi("d-1"));
      AsyncContext started = context.get(3, TimeUnit.MINUTES);
      // Sees that the first one is in progress still.
      assertThat(server.post("/hook", broxi("d-1")).statusCode()).isEqualTo(503);
      assertThat(outcome(line())).isEqualTo("in_progress none 503");
      clock.advance(Duration.ofSeconds(2));
      started.complete();
      first.get(3, TimeUnit.MINUTES);
      JsonObject line = lines(2).get(1);
      assertThat(outcome(line)).isEqualTo("accepted none 200");
      assertThat(word(line, "duration_ms")).isEqualTo("2000.000");
      assertThat(word(line, "client")).isEqualTo("127.0.0.1");
      assertThat(operated.source(server).statistics().accepted()).isEqualTo(1);
    }
  }

  @Test
  void asynchronousFailuresHaveOneLineEach() throws Exception {
    Operated operated =
        new Operated(
                clock,
                BROXI,
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  if (request.getQueryString().equals("timeout")) {
                    context.setTimeout(200);
                  } else {
                    context.dispatch("/throw");
                  }
                })
            .withThrowing("/throw");
    try (Server server = container.start(operated.app())) {
      assertThat(server.post("/hook?timeout", broxi("d-1")).statusCode()).isEqualTo(500);
      assertThat(outcome(line())).startsWith("failed").endsWith("500");
      assertThat(server.post("/hook?throw", broxi("d-2")).statusCode()).isEqualTo(500);
      assertThat(outcome(lines(2).get(1))).startsWith("failed").endsWith("500");
      // A third request sees that no further line was on its way before it.
      server.post("/hook", Post.unsigned("{}"));
      assertThat(outcome(lines(3).get(2))).isEqualTo("refused missing 401");
      assertThat(operated.source(server).statistics().failed()).isEqualTo(2);
    }
  }

  @Test
  void nothingThatASenderChoosesBecomesALineOfItsOwn() throws Exception {
    String hostile =
        "a\\u0000\\r\\n{\\\"outcome\\\":\\\"accepted\\\"}\\u2028\\u2029\\u001b[2J\\u202e\\ud83d\\ude00é";
    String body = "{\"delivery_id\":\"" + hostile + "\",\"event\":\"" + hostile + "\"}";
    String address = "10.0.0.1\r\n{\"outcome\":\"accepted\"}\u2028" + "9".repeat(300);
    List<String> ids = new CopyOnWriteArrayList<>();
    WebApp app =
        new WebApp()
            .filter(
                "spoofing",
                (in, out, chain) ->
                    chain.doFilter(
                        new HttpServletRequestWrapper((HttpServletRequest) in) {
                          @Override
                          public String getRemoteAddr() {
                            return address;
                          }
                        },
                        out),
                Map.of(),
                "/hook",
                DispatcherType.REQUEST)
            .guard("hook", clock, BROXI)
            .servlet(
                "/hook",
                (request, response) ->
                    ids.add(
                        ((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).id().orElseThrow()));
    try (Server server = container.start(app)) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      server.post("/hook", Post.signed("broxi", "s3cr3t", NOW, bytes, Map.of()));
      server.post("/hook", Post.unsigned("{}").with("X-Broxi-Signature", "\u00e9\u0085"));
      server.exchange("EVIL\u0085 /hook HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0]);
      server.exchange("{\"x\":1} /hook HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0]);
      server.exchange("TRICK /hook HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0]);
      Await.until(() -> log.audit().stream().anyMatch(line -> line.contains("\"method\"")));
      Await.until(() -> log.audit().stream().anyMatch(line -> line.contains("\"accepted\",")));
      for (String text : log.audit()) {
        assertThat(text).matches("[ -~]+").doesNotContain("TRICK");
        JsonObject line = new Gson().fromJson(text, JsonObject.class);
        assertThat(word(line, "client")).isEqualTo("unknown");
      }
      assertThat(ids).singleElement().asString().contains("\r\n{\"outcome\"");
      assertThat(log.audit().stream().map(text -> new Gson().fromJson(text, JsonObject.class)))
          .filteredOn(line -> word(line, "outcome").equals("accepted"))
          .singleElement()
          .matches(line -> word(line, "id").equals(ids.get(0)))
          .matches(line -> word(line, "type").equals(ids.get(0)));
    }
  }

  @Test
  void auditLogCanBeSwitchedOff() throws Exception {
    // A field of the logging system holds its loggers weakly, a local variable does not.
    Logger audit = Logger.getLogger("org.gatepost.audit");
    audit.setLevel(Level.WARNING);
    Operated operated = new Operated(clock, BROXI, (request, response) -> {});
    try (Server server = container.start(operated.app())) {
      server.post("/hook", broxi("d-1"));
      Source source = operated.source(server);
      Await.until(() -> source.statistics().accepted() == 1);
      assertThat(log.audit()).isEmpty();
    } finally {
      audit.setLevel(null);
    }
  }

  @Test
  void concurrentRequestsAreCountedExactly() throws Exception {
    Operated operated =
        new Operated(
            clock,
            BROXI,
            (request, response) ->
                response.setStatus(request.getQueryString() == null ? 200 : 500));
    try (Server server = container.start(operated.app())) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(server.postAsync("/hook", broxi("d-" + i)));
        answers.add(server.postAsync("/hook?fail", broxi("f-" + i)));
        answers.add(server.postAsync("/hook", Post.unsigned("{}")));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        answer.get(3, TimeUnit.MINUTES);
      }
      Map<String, Integer> outcomes = new TreeMap<>();
      lines(300).forEach(line -> outcomes.merge(outcome(line), 1, Integer::sum));
      assertThat(outcomes)
          .isEqualTo(
              Map.of(
                  "accepted none 200", 100, "failed status 500", 100, "refused missing 401", 100));
      Statistics statistics = operated.source(server).statistics();
      assertThat(statistics.accepted()).isEqualTo(100);
      assertThat(statistics.failed()).isEqualTo(100);
      assertThat(statistics.refusedByReason()).containsExactly(Map.entry("missing", 100L));
      assertThat(statistics.bySecret()).containsEntry("literal[1]", 200L);
      assertThat(statistics.successRateInPercent()).hasValue(50);
    }
  }
}
