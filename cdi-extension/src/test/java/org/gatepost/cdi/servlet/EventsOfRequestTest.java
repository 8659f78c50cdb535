package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestSender;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests with several events, some of which other requests hold too. */
class EventsOfRequestTest {
  @TempDir private Path directory;
  private HttpApplication application;

  @BeforeEach
  void start() {
    Map<String, String> params = new HashMap<>(TestSender.SCHEME);
    params.put("scheme", "x-signature");
    params.put("secret", "literal:" + TestSender.SECRET);
    params.put("events", "/*");
    params.put("id", "{event:/id} or {header:X-Id}");
    params.put("type", "{event:/type}");
    params.put("key", "id");
    application =
        new HttpApplication(directory, params, Observers.class, Meanwhile.class, Told.class);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
  }

  private HttpApplication.Response post(String request, String... events) {
    return application.post(request, "none", "[" + String.join(",", events) + "]");
  }

  private static String event(String id) {
    return event(id, "happened");
  }

  private static String event(String id, String type) {
    return "{\"id\":\"" + id + "\",\"type\":\"" + type + "\"}";
  }

  @Test
  void whileOneIsProcessedElsewhereTheOthersRunAndTheSenderIsToComeBack() {
    AtomicReference<HttpApplication.Response> other = new AtomicReference<>();
    AtomicReference<List<Object>> seenThen = new AtomicReference<>();
    application
        .beans()
        .bean(Meanwhile.class)
        .happens(
            () -> {
              other.set(post("r2", event("a"), event("b")));
              seenThen.set(application.beans().seen());
            });

    try (LogLines log = new LogLines()) {
      assertThat(post("r1", event("a")).status()).isEqualTo(200);

      assertThat(other.get().status()).isEqualTo(503);
      assertThat(other.get().retryAfter()).isPresent();
      assertThat(seenThen.get()).containsExactly("a", "b");
      assertThat(log.with("\"id\":\"r2\""))
          .singleElement()
          .asString()
          .contains("\"outcome\":\"failed\"", "\"events\":2", "\"events_left\":1");
      assertThat(log.with("\"events\":1")).singleElement().asString().doesNotContain("events_left");
    }
    assertThat(post("r2", event("a"), event("b")).body())
        .isEqualTo("{\"status\":\"already_processed\"}");
    assertThat(application.beans().seen()).containsExactly("a", "b");
  }

  @Test
  void whatTheLedgerHasNotRecordedIsNotToldAsFinished() {
    application
        .beans()
        .bean(Meanwhile.class)
        .happens(
            () -> {
              application.clock().goOn(Duration.ofDays(1));
              post("r2", event("a", "plain"));
            });

    try (LogLines log = new LogLines()) {
      // The claim on the first passes to another while the second is processed.
      assertThat(post("r1", event("a", "plain"), event("b", "waits")).status()).isEqualTo(503);

      assertThat(log.with("\"id\":\"r1\""))
          .singleElement()
          .asString()
          .contains("\"events_left\":2");
    }
    assertThat(application.beans().bean(Told.class).outcomes())
        .extracting(told -> told.delivery().id().orElseThrow(), DeliveryOutcome::isFinished)
        .containsExactly(tuple("a", true), tuple("a", false), tuple("b", false));
  }

  @Test
  void requestWithTheIdOfAnEventIsNotTakenForIt() {
    assertThat(post("a", event("a")).status()).isEqualTo(200);
    assertThat(post("b", event("c")).status()).isEqualTo(200);
    assertThat(post("c", event("d")).status()).isEqualTo(200);

    assertThat(application.beans().seen()).containsExactly("a", "c", "d");
    assertThat(post("c", event("d")).body()).isEqualTo("{\"status\":\"already_processed\"}");
  }

  @Test
  void eventThatIsThereTwiceEndsAsTheFirst() {
    String unwanted = event("x", "unwanted");
    for (int i = 0; i < 2; i++) {
      assertThat(post("r1", unwanted, unwanted).body()).isEqualTo("{\"status\":\"ignored\"}");
    }
    try (LogLines log = new LogLines()) {
      assertThat(post("r2", event("fails"), event("fails"), event("b")).status()).isEqualTo(500);
      assertThat(log.with("\"events\":3")).singleElement().asString().contains("_left\":2");
    }
    try (LogLines log = new LogLines()) {
      assertThat(post("r3", event("c"), event("c")).status()).isEqualTo(200);
      assertThat(log.with("\"events\":2")).singleElement().asString().doesNotContain("_left");
    }
    assertThat(application.beans().seen()).containsExactly("fails", "b", "c");
  }

  @Test
  void whatFailedIsCountedAsLeft() {
    try (LogLines log = new LogLines()) {
      assertThat(post("r1", event("a"), event("fails"), event("b")).status()).isEqualTo(500);

      assertThat(log.with("\"events\":3"))
          .singleElement()
          .asString()
          .contains("\"outcome\":\"failed\"", "\"events_left\":1");
    }
  }

  @ApplicationScoped
  static class Observers {
    void happened(
        @Observes @Webhook("happened") Delivery event, Meanwhile meanwhile, Notebook seen) {
      String id = event.id().orElseThrow();
      seen.write(id);
      if (id.equals("fails")) {
        throw new IllegalStateException("expected");
      }
      meanwhile.now();
    }

    void plain(@Observes @Webhook("plain") Delivery event) {}

    void waits(@Observes @Webhook("waits") Delivery event, Meanwhile meanwhile) {
      meanwhile.now();
    }
  }

  @ApplicationScoped
  static class Told {
    private final List<DeliveryOutcome> outcomes = new CopyOnWriteArrayList<>();

    void told(@Observes DeliveryOutcome outcome) {
      outcomes.add(outcome);
    }

    List<DeliveryOutcome> outcomes() {
      return outcomes;
    }
  }
}
