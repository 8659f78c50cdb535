package org.gatepost.cdi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.cdi.TestSource;
import org.gatepost.event.Batch;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.RetryAfterException;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.gatepost.receiver.Answer;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Several events in one request, each with its own observers, claim and receipts. */
class BatchTest {
  private static final Scheme SCHEME =
      Scheme.of(
          "x-signature",
          Map.of("events", "/*", "id", "{event:/id}", "type", "{event:/type}", "key", "id"));

  @AutoClose
  private final TestApplication application =
      TestApplication.with(Singles.class, Together.class, Outcomes.class);

  private final Secret secret = Secret.of("test", "a secret");
  private final TestSource source =
      new TestSource(
          "mail", SCHEME.signer(secret), SCHEME.verifier(List.of(secret)), Clock.systemUTC());

  private Answer deliver(String body) {
    OutgoingRequest request = source.request(Map.of("Content-Type", "application/json"), body);
    return source.deliver(request);
  }

  private static String event(String id, String type) {
    return "{\"id\": \"" + id + "\", \"type\": \"" + type + "\"}";
  }

  private static String batch(String... events) {
    return "[" + String.join(", ", events) + "]";
  }

  private List<Object> seen() {
    return application.seen();
  }

  @Test
  void eachEventReachesItsOwnObservers() {
    Answer answer = deliver(batch(event("1", "open"), event("2", "bounce")));

    assertThat(answer).isEqualTo(Answer.SUCCESS);
    assertThat(seen())
        .containsExactly(
            "open 1: 0 of 2, attempt 1, {\"id\": \"1\", \"type\": \"open\"}", "bounce 2: 1 of 2");
  }

  @Test
  void requestThatIsItselfTheEventIsDeliveredAsOne() {
    assertThat(deliver(event("1", "open"))).isEqualTo(Answer.SUCCESS);
    // The same event, in a batch now.
    assertThat(deliver(batch(event("1", "open"), event("2", "bounce")))).isEqualTo(Answer.SUCCESS);

    assertThat(seen())
        .containsExactly(
            "open 1: 0 of 1, attempt 1, {\"id\": \"1\", \"type\": \"open\"}", "bounce 2: 1 of 2");
  }

  @Test
  void eventThatComesAgainInAnotherBatchRunsOnce() {
    deliver(batch(event("1", "bounce"), event("2", "bounce")));
    deliver(batch(event("2", "bounce"), event("3", "bounce")));

    assertThat(seen()).containsExactly("bounce 1: 0 of 2", "bounce 2: 1 of 2", "bounce 3: 1 of 2");
    assertThat(deliver(batch(event("3", "bounce"), event("1", "bounce"))))
        .isEqualTo(Answer.ALREADY_PROCESSED);
  }

  @Test
  void ofManyEventsOnlyTheOneThatFailedRunsAgain() {
    String hundred =
        IntStream.range(0, 100)
            .mapToObj(i -> event("e" + i, i == 50 ? "fails.once" : "bounce"))
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(deliver(hundred)).isEqualTo(Answer.PROCESSING_FAILED);
    assertThat(seen()).hasSize(100);
    assertThat(deliver(hundred)).isEqualTo(Answer.SUCCESS);
    assertThat(seen()).hasSize(101).endsWith("fails.once e50: attempt 2");
    assertThat(deliver(hundred)).isEqualTo(Answer.ALREADY_PROCESSED);
  }

  @Test
  void equalEventsWithoutIdsAreTwoAndWithEqualIdsOne() {
    String unnamed = "{\"type\": \"unnamed\"}";

    assertThat(deliver(batch(unnamed, unnamed))).isEqualTo(Answer.SUCCESS);
    assertThat(seen()).containsExactly("unnamed 0", "unnamed 1");
    assertThat(deliver(batch(unnamed, unnamed))).isEqualTo(Answer.ALREADY_PROCESSED);

    deliver(batch(event("1", "bounce"), event("1", "bounce")));
    assertThat(seen()).hasSize(3).endsWith("bounce 1: 0 of 2");
  }

  @Test
  void failedBeatsPostponedBeatsUnbindable() {
    assertThat(deliver(batch(event("1", "later"), event("2", "fails.once"))))
        .isEqualTo(Answer.PROCESSING_FAILED);
    assertThat(deliver(batch(event("3", "later"), event("four", "number"))))
        .isEqualTo(Answer.TRY_AGAIN_LATER);
    assertThat(deliver(batch(event("5", "bounce"), event("six", "number"))))
        .isEqualTo(Answer.INVALID_PAYLOAD);
  }

  @Test
  void eventThatNobodyObservesIsIgnoredAndRemembersNothing() {
    String body = batch(event("1", "nobody's"), event("2", "nobody's"));
    assertThat(deliver(body)).isEqualTo(Answer.IGNORED);
    assertThat(deliver(body)).isEqualTo(Answer.IGNORED);
    assertThat(deliver(batch(event("1", "nobody's"), event("3", "bounce"))))
        .isEqualTo(Answer.SUCCESS);
  }

  @Test
  void emptyBatchIsOneEventWithoutAType() {
    assertThat(deliver("[]")).isEqualTo(Answer.IGNORED);
  }

  @Test
  void conditionsAreRelativeToTheEvent() {
    deliver(
        "[{\"id\": \"1\", \"type\": \"cost\", \"cost\": 5},"
            + " {\"id\": \"2\", \"type\": \"cost\", \"cost\": 50}]");

    assertThat(seen()).containsExactly("costly 50");
  }

  @Test
  void observerOfABatchTakesAllEventsTogether() {
    assertThat(deliver(batch(event("1", "many.a"), event("2", "bounce"), event("3", "many.b"))))
        .isEqualTo(Answer.SUCCESS);
    assertThat(deliver(batch(event("3", "many.b"), event("4", "many.c"))))
        .isEqualTo(Answer.SUCCESS);
    assertThat(deliver(event("5", "many.d"))).isEqualTo(Answer.SUCCESS);

    assertThat(seen()).containsExactly("bounce 2: 1 of 3", "many [1, 3]", "many [4]", "many [5]");
  }

  @Test
  void observerOfABatchFailsForAllOfIt() {
    String body = batch(event("1", "all.a"), event("2", "all.b"), event("3", "bounce"));
    assertThat(deliver(body)).isEqualTo(Answer.PROCESSING_FAILED);
    assertThat(deliver(body)).isEqualTo(Answer.SUCCESS);
    assertThat(deliver(body)).isEqualTo(Answer.ALREADY_PROCESSED);

    assertThat(seen()).containsExactly("bounce 3: 2 of 3", "all [1, 2]", "all [1, 2]");
  }

  @Test
  void observerOfABatchThatRejectsHasFinishedAllOfIt() {
    String body = batch(event("1", "unwanted"), event("2", "unwanted"));
    assertThat(deliver(body)).isEqualTo(Answer.SUCCESS);
    assertThat(deliver(body)).isEqualTo(Answer.ALREADY_PROCESSED);
  }

  @Test
  void whatDoesNotBindIsLeftOutOfTheBatch() {
    String body = "[{\"id\": \"1\", \"type\": \"many.a\"}, {\"id\": [], \"type\": \"many.b\"}]";
    assertThat(deliver(body)).isEqualTo(Answer.INVALID_PAYLOAD);
    assertThat(seen()).containsExactly("many [1]");
  }

  @Test
  void outcomeIsToldForEachEvent() {
    deliver(batch(event("1", "told"), event("2", "fails.once"), event("3", "told")));

    assertThat(application.bean(Outcomes.class).told())
        .containsExactly("1 SUCCESS", "2 PROCESSING_FAILED", "3 SUCCESS");
  }

  @Test
  void requestWhoseEventsAreNotClearIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> deliver("[{\"id\": \"1\", \"id\": \"2\", \"type\": \"open\"}]"))
        .withMessageContaining("event field /id is there twice");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> deliver("not JSON"))
        .withMessageContaining("the events at /* cannot be read");
  }

  @Test
  void batchOfNoListIsRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(NoList.class))
        .withMessageContaining("GP150")
        .withMessageContaining("must observe a List");
  }

  public record Numbered(int id) {}

  public record Named(String id) {}

  @ApplicationScoped
  static class Singles {
    void open(@Observes @Webhook("open") String json, Delivery delivery, Notebook seen) {
      seen.write("open " + named(delivery) + ", attempt " + delivery.attempt() + ", " + json);
      assertThat(new String(delivery.event(), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    void bounce(@Observes @Webhook("bounce") Delivery delivery, Notebook seen) {
      seen.write("bounce " + named(delivery));
    }

    private static String named(Delivery delivery) {
      return delivery.id().orElseThrow() + ": " + delivery.index() + " of " + delivery.number();
    }

    void failsOnce(@Observes @Webhook("fails.once") Delivery delivery, Notebook seen) {
      seen.write("fails.once " + delivery.id().orElseThrow() + ": attempt " + delivery.attempt());
      if (delivery.attempt() == 1) {
        throw new IllegalStateException("expected");
      }
    }

    void unnamed(@Observes @Webhook("unnamed") Delivery delivery, Notebook seen) {
      seen.write("unnamed " + delivery.index());
    }

    void later(@Observes @Webhook("later") Delivery delivery) {
      throw new RetryAfterException(Duration.ofMinutes(1), "expected");
    }

    void number(@Observes @Webhook("number") Numbered numbered) {}

    void told(@Observes @Webhook("told") Delivery delivery) {}

    void costly(
        @Observes @Webhook(value = "cost", at = "/cost") @Where(path = "/cost", greaterThan = "10")
            int cost,
        Notebook seen) {
      seen.write("costly " + cost);
    }
  }

  @ApplicationScoped
  static class Together {
    void many(@Observes @Batch @Webhook("many.*") List<Named> events, Notebook seen) {
      seen.write("many " + events.stream().map(Named::id).toList());
    }

    void all(@Observes @Batch @Webhook("all.*") List<Delivery> events, Notebook seen) {
      seen.write("all " + events.stream().map(each -> each.id().orElseThrow()).toList());
      if (events.get(0).attempt() == 1) {
        throw new IllegalStateException("expected");
      }
    }

    void unwanted(@Observes @Batch @Webhook("unwanted") List<Delivery> events) {
      throw new DeliveryRejectedException("unwanted");
    }
  }

  @ApplicationScoped
  static class Outcomes {
    private final List<String> told = new CopyOnWriteArrayList<>();

    void told(@Observes DeliveryOutcome outcome) {
      told.add(outcome.delivery().id().orElseThrow() + " " + outcome.answer());
    }

    List<String> told() {
      return told;
    }
  }

  static class NoList {
    void on(@Observes @Batch @Webhook("*") Named event) {}
  }
}
