package org.gatepost.filter.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gatepost.Delivery;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.filter.fixture.ArrivedBody;
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

/** With {@code mode=observe} every request reaches the application, and nothing else changes. */
@InEachContainer
class ObserveTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BODY = "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}";
  private static final int MAX_BODY = 10_000;

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private static Map<String, String> params(String... more) {
    Map<String, String> params =
        new HashMap<>(Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "mode", "observe"));
    params.put("max-body", Integer.toString(MAX_BODY));
    for (int i = 0; i < more.length; i += 2) {
      params.put(more[i], more[i + 1]);
    }
    return params;
  }

  private Operated operated(WebApp.Service servlet, String... more) {
    return new Operated(clock, params(more), servlet);
  }

  /** Says what it sees, and answers with a status of its own. */
  private void note(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    boolean delivery = request.getAttribute(Delivery.ATTRIBUTE) != null;
    assertThat(request.getAttribute(Processing.ATTRIBUTE) != null).isEqualTo(delivery);
    seen.add(request.getMethod() + " " + body.length + (delivery ? " delivery" : ""));
    response.setStatus(218);
  }

  private List<String> observed() {
    return log.audit().stream()
        .filter(line -> line.contains("\"outcome\":\"observed\",\"reason\":\""))
        .toList();
  }

  private void assertObserved(Source source, String... reasons) throws Exception {
    Map<String, Long> expected = new TreeMap<>();
    for (String reason : reasons) {
      expected.merge(reason, 1L, Long::sum);
    }
    Await.until(() -> source.statistics().observed() >= reasons.length);
    // The line comes behind the count.
    Await.until(() -> observed().size() >= reasons.length);
    assertThat(source.statistics().observedByReason()).isEqualTo(expected);
    assertThat(source.statistics().refused()).isZero();
    assertThat(observed())
        .hasSize(reasons.length)
        .allMatch(line -> line.contains("\"mode\":\"observe\""));
  }

  @Test
  void whatWouldBeRefusedReachesTheApplication() throws Exception {
    Operated operated = operated(this::note);
    try (Server server = container.start(operated.app())) {
      HttpResponse<String> put =
          server.send(server.to("/hook").PUT(BodyPublishers.ofString("put")).build());
      assertThat(put.statusCode()).isEqualTo(218);
      assertThat(put.headers().firstValue("Allow")).isEmpty();
      server.post("/hook", Post.unsigned("{}"));
      server.post("/hook", Post.signed("broxi", "another", NOW, BODY));
      server.post("/hook", Post.signed("broxi", "s3cr3t", NOW.minusSeconds(301), BODY));
      server.post("/hook", Post.unsigned("x".repeat(MAX_BODY + 1)));
      server.postChunked("/hook", Post.unsigned("x".repeat(MAX_BODY + 1)));
      server.postChunked("/hook", Post.unsigned("x".repeat(10 * MAX_BODY)));
      assertObserved(
          operated.source(server),
          "method",
          "missing",
          "mismatch",
          "stale",
          "too_large",
          "too_large",
          "too_large");
      assertThat(operated.source(server).statistics().health())
          .isEqualTo(Statistics.Health.NO_DATA);
    }
    assertThat(seen)
        .containsExactly(
            "PUT 3", "POST 2", "POST 40", "POST 40", "POST 10001", "POST 10001", "POST 100000");
    assertThat(log.audit()).allMatch(line -> line.contains("\"status\":218"));
    assertThat(log.lines("GP070").get(0)).contains("[hook] only observes");
    assertThat(log.lines("GP075").get(1))
        .isEqualTo(
            "GP075: source [hook] let a request through, as mode is observe, which enforce would"
                + " have answered: GP020: source [hook] refused a request (MISSING): header"
                + " X-Broxi-Signature is missing or empty");
    assertThat(log.lines("GP020")).isEmpty();
  }

  @Test
  void rejectionsOfACopyThatGoesOnAreCounted() throws Exception {
    Operated operated =
        operated(
            (request, response) ->
                ((Processing) request.getAttribute(Processing.ATTRIBUTE)).reject("orders"));
    try (Server server = container.start(operated.app())) {
      server.post("/hook", Post.signed("broxi", "s3cr3t", NOW, BODY));
      server.post("/hook", Post.signed("broxi", "s3cr3t", NOW, BODY));

      assertObserved(operated.source(server), "duplicate");
      assertThat(operated.source(server).statistics().rejections()).isEqualTo(2);
    }
  }

  @Test
  void plainHttpGoesOnEvenIfItCarriesNothing() throws Exception {
    Operated operated = operated(this::note, "require-https", "true");
    try (Server server = container.start(operated.app())) {
      assertThat(server.post("/hook", Post.unsigned("")).statusCode()).isEqualTo(218);
      assertObserved(operated.source(server), "plain_http");
    }
  }

  @Test
  void genuineDeliveryIsADelivery() throws Exception {
    Operated operated = operated(this::note);
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    try (Server server = container.start(operated.app())) {
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(218);
      Source source = operated.source(server);
      Await.until(() -> source.statistics().accepted() == 1);
      // A copy is one more delivery to the application, and told as what it is.
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(218);
      assertObserved(source, "duplicate");
      assertThat(source.statistics().duplicates()).isZero();
    }
    assertThat(seen).containsExactly("POST 40 delivery", "POST 40 delivery");
    assertThat(log.audit().get(0)).contains("\"mode\":\"observe\",\"outcome\":\"accepted\"");
  }

  @Test
  void copiesRunBesideEachOther() throws Exception {
    CountDownLatch bothEntered = new CountDownLatch(2);
    Operated operated =
        operated(
            (request, response) -> {
              bothEntered.countDown();
              Await.latch(bothEntered);
            });
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    try (Server server = container.start(operated.app())) {
      CompletableFuture<HttpResponse<String>> one = server.postAsync("/hook", post);
      CompletableFuture<HttpResponse<String>> other = server.postAsync("/hook", post);
      assertThat(one.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      assertThat(other.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      assertObserved(operated.source(server), "in_progress");
    }
  }

  @Test
  void failedCopyDoesNotUndoAFinishedDelivery() throws Exception {
    Operated operated =
        operated(
            (request, response) -> {
              seen.add("run");
              response.setStatus(seen.size() == 2 ? 500 : 200);
            });
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    try (Server server = container.start(operated.app())) {
      Source source = operated.source(server);
      server.post("/hook", post);
      Await.until(() -> log.audit().size() == 1);
      server.post("/hook", post);
      Await.until(() -> log.audit().size() == 2);
      server.post("/hook", post);
      assertObserved(source, "duplicate", "duplicate");
      assertThat(source.statistics().failed()).isZero();
    }
    assertThat(seen).hasSize(3);
  }

  @Test
  void deliveryThatFailedIsNoDuplicateWhenItComesAgain() throws Exception {
    Operated operated =
        operated(
            (request, response) -> {
              seen.add("run");
              response.setStatus(seen.size() == 1 ? 500 : 200);
            });
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    try (Server server = container.start(operated.app())) {
      server.post("/hook", post);
      Await.until(() -> log.audit().size() == 1);
      server.post("/hook", post);
      Source source = operated.source(server);
      Await.until(() -> source.statistics().accepted() == 1);
      assertThat(source.statistics().failed()).isEqualTo(1);
      assertObserved(source);
    }
  }

  @Test
  void handshakeIsTheApplicationsToAnswer() throws Exception {
    String handshake = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aBm2rZgRN\"}";
    Operated operated = operated(this::note, "scheme", "slack");
    try (Server server = container.start(operated.app())) {
      assertThat(server.post("/hook", Post.signed("slack", "s3cr3t", NOW, handshake)).statusCode())
          .isEqualTo(218);
      assertObserved(operated.source(server), "handshake");
    }
    assertThat(seen).containsExactly("POST " + handshake.length());
  }

  @Test
  void troubleOfOurOwnKeepsNothingFromTheApplication() throws Exception {
    WebApp app =
        new WebApp()
            .filter(
                "strange",
                (in, out, chain) ->
                    chain.doFilter(
                        new HttpServletRequestWrapper((HttpServletRequest) in) {
                          @Override
                          public java.util.Enumeration<String> getHeaders(String name) {
                            throw new UnsupportedOperationException("s3cr3t");
                          }
                        },
                        out),
                Map.of(),
                "/hook",
                DispatcherType.REQUEST)
            .guard("hook", clock, params())
            .servlet("/hook", this::note);
    try (Server server = container.start(app)) {
      Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(218);
    }
    assertThat(seen).containsExactly("POST 40");
    assertThat(log.lines("GP075").get(0)).endsWith("java.lang.UnsupportedOperationException");
  }

  @Test
  void observingSourceCannotBePaused() throws Exception {
    Operated operated = operated(this::note);
    try (Server server = container.start(operated.app())) {
      Source source = operated.source(server);
      assertThatIllegalStateException()
          .isThrownBy(source::pause)
          .withMessageStartingWith("GP074: source [hook] cannot be paused: mode is observe");
      assertThat(source.isPaused()).isFalse();
      assertThat(server.post("/hook", Post.unsigned("{}")).statusCode()).isEqualTo(218);
    }
  }

  @Test
  void bodiesOfEverySizeArriveByteForByte() throws Exception {
    Random random = new Random(20261120);
    try (Server server = container.start(operated(ArrivedBody.digesting()).app())) {
      for (int length : List.of(0, 1, 8192, 9_999, 10_000, 10_001, 16_384, 16_385, 300_000)) {
        byte[] body = new byte[length];
        random.nextBytes(body);
        Post post = new Post(body, Map.of("Content-Type", "application/octet-stream"));
        assertThat(server.post("/hook", post).body()).isEqualTo(ArrivedBody.digest(body));
        assertThat(server.postChunked("/hook", post).body()).isEqualTo(ArrivedBody.digest(body));
      }
    }
  }

  @Test
  void formsArriveWithTheirParameters() throws Exception {
    WebApp.Service parameters =
        (request, response) ->
            response
                .getWriter()
                .write(
                    Arrays.toString(request.getParameterValues("a"))
                        + request.getParameter("b").length());
    try (Server server = container.start(operated(parameters).app())) {
      for (int length : List.of(10, 20_000)) {
        Post form =
            Post.unsigned("a=2&b=" + "x".repeat(length))
                .with("Content-Type", "application/x-www-form-urlencoded");
        assertThat(server.post("/hook?a=1", form).body()).isEqualTo("[1, 2]" + length);
        assertThat(server.postChunked("/hook?a=1", form).body()).isEqualTo("[1, 2]" + length);
      }
    }
  }

  @Test
  void readersReadInTheDeclaredCharset() throws Exception {
    WebApp.Service reader =
        (request, response) -> {
          response.setContentType("text/plain;charset=UTF-8");
          String text = request.getReader().lines().reduce("", String::concat);
          assertThat(request.getReader()).isNotNull();
          response.getWriter().write(text.substring(text.length() - 3));
        };
    try (Server server = container.start(operated(reader).app())) {
      for (int length : List.of(10, 20_000)) {
        byte[] body = ("x".repeat(length) + "äöü").getBytes(StandardCharsets.UTF_8);
        Post post = new Post(body, Map.of("Content-Type", "text/plain;charset=UTF-8"));
        assertThat(server.postChunked("/hook", post).body()).isEqualTo("äöü");
      }
    }
  }

  @Test
  void readListenersReadLongBodiesToTheEnd() throws Exception {
    WebApp.Service listening =
        (request, response) -> {
          ServletInputStream in = request.getInputStream();
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          var context = request.startAsync();
          in.setReadListener(
              new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                  byte[] buffer = new byte[1000];
                  while (in.isReady() && !in.isFinished()) {
                    int read = in.read(buffer);
                    if (read < 0) {
                      return;
                    }
                    out.write(buffer, 0, read);
                  }
                }

                @Override
                public void onAllDataRead() throws IOException {
                  response.getWriter().write(ArrivedBody.digest(out.toByteArray()));
                  context.complete();
                }

                @Override
                public void onError(Throwable error) {
                  context.complete();
                }
              });
        };
    Operated operated = operated(listening);
    try (Server server = container.start(operated.app())) {
      for (int length : List.of(10, 10_001, 50_000)) {
        Post post = Post.unsigned("x".repeat(length));
        assertThat(server.postChunked("/hook", post).body())
            .isEqualTo(ArrivedBody.digest(post.body()));
      }
      assertObserved(operated.source(server), "missing", "too_large", "too_large");
    }
  }

  @Test
  void bodyThatEndsEarlyEndsEarlyForTheApplicationToo() throws Exception {
    Operated operated =
        operated(
            (request, response) -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              try {
                request.getInputStream().transferTo(out);
                seen.add("end after " + out);
              } catch (IOException e) {
                seen.add("error after " + out);
              }
            });
    String head = "POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";
    try (Server server = container.start(operated.app())) {
      server.exchange(head, "abc".getBytes(StandardCharsets.US_ASCII));
      Await.until(() -> !seen.isEmpty());
      assertThat(seen.get(0)).endsWith("after abc");
      assertObserved(operated.source(server), "body_unreadable");
    }
  }

  @Test
  void bodyThatAFilterHasReadIsLeftAlone() throws Exception {
    WebApp app =
        new WebApp()
            .filter(
                "greedy",
                (in, out, chain) -> {
                  seen.add(in.getReader().readLine());
                  chain.doFilter(in, out);
                },
                Map.of(),
                "/hook",
                DispatcherType.REQUEST)
            .guard("hook", clock, params())
            .servlet(
                "/hook",
                (request, response) -> {
                  seen.add(String.valueOf(request.getReader().readLine()));
                  response.setStatus(218);
                });
    try (Server server = container.start(app)) {
      assertThat(server.post("/hook", Post.unsigned("one\ntwo")).statusCode()).isEqualTo(218);
    }
    assertThat(seen).containsExactly("one", "two");
  }

  @Test
  void forwardIsNotObservedAgain() throws Exception {
    WebApp app =
        new WebApp()
            .filter("hook", new WebhookFilter(clock), params(), "/*", DispatcherType.values())
            .servlet("/hook", (in, out) -> in.getRequestDispatcher("/other").forward(in, out))
            .servlet("/other", this::note);
    try (Server server = container.start(app)) {
      assertThat(server.post("/hook", Post.unsigned("{}")).statusCode()).isEqualTo(218);
      Await.until(() -> !log.audit().isEmpty());
    }
    assertThat(seen).containsExactly("POST 2");
    assertThat(log.audit()).hasSize(1);
  }
}
