package org.gatepost.filter.operation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Operated;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Who runs the application is told if a sender had its answer after it has ceased to wait. */
@InEachContainer
class LateAnswersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "answer-within", "PT10S");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);
  private Duration work = Duration.ZERO;

  private Operated operated(Map<String, String> params) {
    return new Operated(
        clock,
        params,
        (request, response) -> {
          clock.advance(work);
          if (request.getQueryString() != null) {
            response.setStatus(Integer.parseInt(request.getQueryString()));
          }
          response.getWriter().print("as it was");
        });
  }

  private int requests;

  private String post(Server server, String path) throws Exception {
    String body = "{\"delivery_id\":\"d-" + requests++ + "\",\"event\":\"e\"}";
    HttpResponse<String> response =
        server.post(path, Post.signed("broxi", "s3cr3t", clock.instant(), body));
    // The line of the audit log is the last.
    Await.until(() -> log.audit().size() == requests);
    return response.statusCode() + " " + response.body();
  }

  @Test
  void answerAtTheLimitIsInTimeAndOneAfterItIsNot() throws Exception {
    Operated operated = operated(BROXI);
    try (Server server = container.start(operated.app())) {
      work = Duration.ofSeconds(10);
      assertThat(post(server, "/hook")).isEqualTo("200 as it was");
      assertThat(log.lines("GP076")).isEmpty();
      work = Duration.ofMillis(12_345);
      assertThat(post(server, "/hook")).isEqualTo("200 as it was");
      assertThat(log.lines("GP076"))
          .containsExactly(
              "GP076: source [hook] answered after 12.345 s: [broxi] waits 10 s at most, and may take the delivery for failed; let observers store the work and do it after the answer");
      assertThat(operated.source(server).statistics().lateAnswers()).isEqualTo(1);
      assertThat(operated.source(server).statistics().accepted()).isEqualTo(2);
    }
  }

  @Test
  void eachLateAnswerIsCountedAndOneAMinuteTold() throws Exception {
    Operated operated = operated(BROXI);
    try (Server server = container.start(operated.app())) {
      work = Duration.ofSeconds(20);
      for (int i = 0; i < 3; i++) {
        post(server, "/hook?500");
      }
      assertThat(log.lines("GP076")).hasSize(1);
      // A minute after the first one.
      post(server, "/hook?204");
      assertThat(log.lines("GP076")).hasSize(2);
      clock.set(NOW);
      post(server, "/hook");
      assertThat(log.lines("GP076")).hasSize(3);
      assertThat(operated.source(server).statistics().lateAnswers()).isEqualTo(5);
    }
  }

  @Test
  void asynchronousAnswerIsLateWhenItCompletes() throws Exception {
    CompletableFuture<AsyncContext> context = new CompletableFuture<>();
    Operated operated =
        new Operated(clock, BROXI, (request, response) -> context.complete(request.startAsync()));
    try (Server server = container.start(operated.app())) {
      CompletableFuture<HttpResponse<String>> answer =
          server.postAsync(
              "/hook",
              Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"d\",\"event\":\"e\"}"));
      AsyncContext started = context.get(3, TimeUnit.MINUTES);
      clock.advance(Duration.ofSeconds(11));
      assertThat(log.lines("GP076")).isEmpty();
      started.complete();
      assertThat(answer.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      Await.until(() -> log.audit().size() == 1);
      assertThat(log.lines("GP076")).hasSize(1);
      assertThat(operated.source(server).statistics().lateAnswers()).isEqualTo(1);
    }
  }

  @Test
  void withoutALimitNothingIsSaid() throws Exception {
    Map<String, String> unlimited = Map.of("scheme", "broxi", "secret", "literal:s3cr3t");
    Map<String, String> none =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "answer-within", "none");
    for (Map<String, String> params : List.of(unlimited, none)) {
      Operated operated = operated(params);
      try (Server server = container.start(operated.app())) {
        work = Duration.ofHours(1);
        post(server, "/hook");
        assertThat(log.lines("GP076")).isEmpty();
        assertThat(operated.source(server).statistics().lateAnswers()).isZero();
      }
    }
  }

  @Test
  void refusedRequestIsNeverLate() throws Exception {
    AtomicReference<ServletContext> context = new AtomicReference<>();
    WebApp app =
        new WebApp()
            .filter("hook", new WebhookFilter(hasty()), BROXI, "/hook", DispatcherType.REQUEST)
            .servlet("/hook", (in, out) -> {})
            .servlet("/context", (in, out) -> context.set(in.getServletContext()));
    try (Server server = container.start(app)) {
      assertThat(server.post("/hook", Post.unsigned("{}")).statusCode()).isEqualTo(401);
      Await.until(() -> log.audit().size() == 1);
      assertThat(log.audit().get(0)).contains("\"refused\"").doesNotContain("\"duration_ms\":0.");
      assertThat(log.lines("GP076")).isEmpty();
      server.post("/context", Post.unsigned(""));
      Source source = (Source) context.get().getAttribute(Source.ATTRIBUTE + ".hook");
      assertThat(source.statistics().lateAnswers()).isZero();
    }
  }

  /** A clock of which each look at it takes a minute. */
  private Clock hasty() {
    return new Clock() {
      @Override
      public Instant instant() {
        clock.advance(Duration.ofMinutes(1));
        return clock.instant();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
