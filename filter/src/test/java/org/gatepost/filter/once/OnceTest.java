package org.gatepost.filter.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Copies of one delivery take effect once. */
@InEachContainer
class OnceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BODY = "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}";
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final AtomicInteger runs = new AtomicInteger();

  private static void assertAlreadyProcessed(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"already_processed\"}");
  }

  private Server start(String source, Map<String, String> params) throws Exception {
    return container.start(
        new WebApp()
            .guard(source, new SettableClock(NOW), params)
            .servlet("/" + source, (request, response) -> runs.incrementAndGet()));
  }

  @Test
  void secondCopyIsAnsweredWithoutTheServlet() throws Exception {
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    try (Server server = start("broxi", BROXI)) {
      assertThat(server.post("/broxi", post).body()).isEmpty();
      assertAlreadyProcessed(server.post("/broxi", post));
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void retrySignedAtAnotherTimeIsACopy() throws Exception {
    try (Server server = start("broxi", BROXI)) {
      server.post("/broxi", Post.signed("broxi", "s3cr3t", NOW.minusSeconds(60), BODY));
      assertAlreadyProcessed(server.post("/broxi", Post.signed("broxi", "s3cr3t", NOW, BODY)));
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void replayUnderAFreshUnsignedIdIsACopy() throws Exception {
    Post post =
        Post.signed(
            "github",
            "s3cr3t",
            NOW,
            "{\"action\":\"opened\"}".getBytes(StandardCharsets.UTF_8),
            Map.of("X-GitHub-Delivery", "g-1", "X-GitHub-Event", "issues"));
    try (Server server = start("github", Map.of("scheme", "github", "secret", "literal:s3cr3t"))) {
      assertThat(server.post("/github", post).body()).isEmpty();
      assertAlreadyProcessed(server.post("/github", post.with("X-GitHub-Delivery", "g-2")));
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void sameIdFromAnotherSourceIsAnotherDelivery() throws Exception {
    WebApp app = new WebApp();
    for (String source : List.of("one", "two")) {
      app.guard(source, new SettableClock(NOW), BROXI)
          .servlet("/" + source, (request, response) -> runs.incrementAndGet());
    }
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    try (Server server = container.start(app)) {
      assertThat(server.post("/one", post).body()).isEmpty();
      assertThat(server.post("/two", post).body()).isEmpty();
    }
    assertThat(runs).hasValue(2);
  }

  @Test
  void copyIsSentAwayWhileTheFirstIsInProgress() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    WebApp app =
        new WebApp()
            .guard("broxi", new SettableClock(NOW), BROXI)
            .servlet(
                "/broxi",
                (request, response) -> {
                  runs.incrementAndGet();
                  entered.countDown();
                  Await.latch(leave);
                });
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    try (Server server = container.start(app)) {
      CompletableFuture<HttpResponse<String>> first = server.postAsync("/broxi", post);
      Await.latch(entered);

      HttpResponse<String> copy = server.post("/broxi", post);
      assertThat(copy.statusCode()).isEqualTo(503);
      assertThat(copy.body()).isEqualTo("{\"error\":\"Try again later\"}");
      assertThat(copy.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]*");

      leave.countDown();
      assertThat(first.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      assertAlreadyProcessed(server.post("/broxi", post));
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void ofManySimultaneousCopiesOneRuns() throws Exception {
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (Server server = start("broxi", BROXI)) {
      List<CompletableFuture<HttpResponse<String>>> copies = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        copies.add(server.postAsync("/broxi", post));
      }
      for (CompletableFuture<HttpResponse<String>> copy : copies) {
        answers.add(copy.get(3, TimeUnit.MINUTES));
      }
    }

    assertThat(runs).hasValue(1);
    assertThat(answers).filteredOn(answer -> answer.body().isEmpty()).hasSize(1);
    assertThat(answers).allMatch(a -> a.statusCode() == 200 || a.statusCode() == 503);
  }

  @Test
  void withoutALedgerCopiesRun() throws Exception {
    Post post = Post.signed("broxi", "s3cr3t", NOW, BODY);
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "ledger", "none");
    try (Server server = start("broxi", params)) {
      assertThat(server.post("/broxi", post).body()).isEmpty();
      assertThat(server.post("/broxi", post).body()).isEmpty();
    }
    assertThat(runs).hasValue(2);
  }

  @Test
  void senderWithoutKeysMayRepeatItself() throws Exception {
    Post post = Post.signed("x-signature", "s3cr3t", NOW, BODY);
    Map<String, String> params =
        Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "key", "none");
    try (Server server = start("hook", params)) {
      assertThat(server.post("/hook", post).body()).isEmpty();
      assertThat(server.post("/hook", post).body()).isEmpty();
    }
    assertThat(runs).hasValue(2);
  }
}
