package org.gatepost.filter.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Operated;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A paused source sends its requests away, and loses none. */
@InEachContainer
class PauseTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final Operated operated =
      new Operated(
          clock,
          BROXI,
          (request, response) -> {
            Delivery delivery = (Delivery) request.getAttribute(Delivery.ATTRIBUTE);
            seen.add(delivery.key().orElseThrow());
          });

  private static Post broxi(String id) {
    return Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"" + id + "\",\"event\":\"e\"}");
  }

  @Test
  void pausedSourceSendsAwayUntilItIsResumed() throws Exception {
    try (Server server = container.start(operated.app())) {
      Source source = operated.source(server);
      assertThat(source.name()).isEqualTo("hook");
      assertThat(source.isPaused()).isFalse();
      source.pause();
      source.pause();
      assertThat(source.isPaused()).isTrue();
      for (Post post : List.of(broxi("d-1"), Post.unsigned("{}"))) {
        HttpResponse<String> answer = server.post("/hook", post);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Try again later\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
      }
      assertThat(seen).isEmpty();
      source.resume();
      source.resume();
      assertThat(server.post("/hook", broxi("d-1")).statusCode()).isEqualTo(200);
      Await.until(() -> log.audit().size() == 3);
      assertThat(log.audit().get(0))
          .contains("\"outcome\":\"paused\",\"status\":503,\"client\":\"127.0.0.1\"");
      assertThat(source.statistics().paused()).isEqualTo(2);
      assertThat(source.statistics().accepted()).isEqualTo(1);
      assertThat(source.statistics().successRateInPercent()).hasValue(100);
    }
    assertThat(seen).containsExactly("d-1");
    assertThat(log.lines("GP071"))
        .containsExactly("GP071: source [hook] is paused: senders are told to try again later");
    assertThat(log.lines("GP072")).containsExactly("GP072: source [hook] is resumed");
  }

  @Test
  void whatHasPassedGoesOn() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Operated slow =
        new Operated(
            clock,
            BROXI,
            (request, response) -> {
              entered.countDown();
              Await.latch(leave);
            });
    try (Server server = container.start(slow.app())) {
      Source source = slow.source(server);
      CompletableFuture<HttpResponse<String>> first = server.postAsync("/hook", broxi("d-1"));
      Await.latch(entered);
      source.pause();
      leave.countDown();
      assertThat(first.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      Await.until(() -> source.statistics().accepted() == 1);
    }
  }

  @Test
  void pausingUnderLoadLosesAndDoublesNothing() throws Exception {
    int senders = 4;
    int each = 100;
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger sentAway = new AtomicInteger();
    try (Server server = container.start(operated.app())) {
      Source source = operated.source(server);
      List<CompletableFuture<Void>> sending = new ArrayList<>();
      for (int s = 0; s < senders; s++) {
        int sender = s;
        sending.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < each; i++) {
                    sendUntilTaken(server, "d-" + sender + "-" + i, sentAway);
                  }
                },
                command -> new Thread(command).start()));
      }
      CompletableFuture<Void> operator =
          CompletableFuture.runAsync(
              () -> {
                // Each time until somebody has noticed.
                while (!done.get()) {
                  int before = sentAway.get();
                  source.pause();
                  while (!done.get() && sentAway.get() == before) {
                    Thread.yield();
                  }
                  int taken = seen.size();
                  source.resume();
                  while (!done.get() && seen.size() == taken) {
                    Thread.yield();
                  }
                }
              },
              command -> new Thread(command).start());
      try {
        for (CompletableFuture<Void> sender : sending) {
          sender.get(3, TimeUnit.MINUTES);
        }
      } finally {
        done.set(true);
      }
      operator.get(3, TimeUnit.MINUTES);
      Await.until(() -> source.statistics().accepted() == senders * each);
      assertThat(sentAway).hasPositiveValue();
      assertThat(source.statistics().paused()).isEqualTo(sentAway.get());
      Await.until(() -> log.audit().size() >= senders * each + sentAway.get());
      assertThat(log.audit()).hasSize(senders * each + sentAway.get());
      assertThat(source.isPaused()).isFalse();
    }
    assertThat(seen).hasSize(senders * each).doesNotHaveDuplicates();
  }

  private static void sendUntilTaken(Server server, String id, AtomicInteger sentAway) {
    try {
      while (server.post("/hook", broxi(id)).statusCode() == 503) {
        sentAway.incrementAndGet();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sourceIsGoneWhenTheApplicationStops() throws Exception {
    try (Server server = container.start(operated.app())) {
      assertThat(operated.source(server)).isNotNull();
    }
    assertThat(operated.attribute()).isNull();
  }
}
