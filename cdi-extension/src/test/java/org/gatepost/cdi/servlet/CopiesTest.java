package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that comes while the first is being processed. */
class CopiesTest {
  private static final int COPIES = 32;
  private static final Duration LONGER_THAN_ANY_LEASE = Duration.ofDays(1);

  @TempDir private Path directory;
  private HttpApplication application;
  private final AtomicReference<HttpApplication.Response> copy = new AtomicReference<>();

  @BeforeEach
  void start() {
    application = new HttpApplication(directory, Observers.class, Meanwhile.class);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
  }

  @Test
  void isToComeBackLaterAndThenIsAlreadyProcessed() {
    meanwhile(() -> copy.set(application.post("id-1", "push", "{}")));

    assertThat(application.post("id-1", "push", "{}").body()).isEqualTo("{\"status\":\"success\"}");

    assertThat(copy.get().status()).isEqualTo(503);
    assertThat(copy.get().body()).isEqualTo("{\"error\":\"Try again later\"}");
    assertThat(copy.get().retryAfter()).contains("1");
    assertThat(application.post("id-1", "push", "{}").body())
        .isEqualTo("{\"status\":\"already_processed\"}");
    assertThat(application.beans().seen()).containsExactly("attempt 1");
  }

  @Test
  void anotherDeliveryIsProcessedMeanwhile() {
    meanwhile(() -> copy.set(application.post("id-2", "push", "{}")));

    assertThat(application.post("id-1", "push", "{}").status()).isEqualTo(200);

    assertThat(copy.get().body()).isEqualTo("{\"status\":\"success\"}");
  }

  @Test
  void thatTookOverAnExpiredLeaseWinsAndTheFirstIsToldToComeBack() {
    meanwhile(
        () -> {
          application.clock().goOn(LONGER_THAN_ANY_LEASE);
          copy.set(application.post("id-1", "push", "{}"));
        });

    try (LogLines log = new LogLines()) {
      HttpApplication.Response first = application.post("id-1", "push", "{}");

      assertThat(copy.get().body()).isEqualTo("{\"status\":\"success\"}");
      assertThat(first.status()).isEqualTo(503);
      assertThat(first.body()).isEqualTo("{\"error\":\"Try again later\"}");
      assertThat(first.retryAfter()).contains("5");
      assertThat(log.with("GP122"))
          .singleElement()
          .asString()
          .contains(
              "SEVERE: GP122: Delivery[source=test, type=push, key=id-1;type=push, id=id-1] could not be recorded"
                  + " and is to be sent again: the claim has passed to another",
              "LedgerException");
    }
    assertThat(application.post("id-1", "push", "{}").body())
        .isEqualTo("{\"status\":\"already_processed\"}");
  }

  @Test
  void manyAtOnceRunTheObserverOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(COPIES);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<HttpApplication.Response>> responses = new ArrayList<>();
    try {
      for (int i = 0; i < COPIES; i++) {
        responses.add(
            threads.submit(
                () -> {
                  start.await();
                  return application.post("id-1", "push", "{}");
                }));
      }
      start.countDown();
      int successes = 0;
      for (Future<HttpApplication.Response> response : responses) {
        String body = response.get(3, TimeUnit.MINUTES).body();
        assertThat(body).containsAnyOf("success", "already_processed", "Try again later");
        successes += body.contains("success") ? 1 : 0;
      }
      assertThat(successes).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(application.beans().seen()).containsExactly("attempt 1");
  }

  private void meanwhile(Runnable what) {
    application.beans().bean(Meanwhile.class).happens(what);
  }

  @ApplicationScoped
  static class Observers {
    void push(@Observes @Webhook("push") Delivery delivery, Meanwhile meanwhile, Notebook seen) {
      seen.write("attempt " + delivery.attempt());
      meanwhile.now();
    }
  }
}
