package org.gatepost.cdi.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.event.ObserverOutcome.Result;
import org.gatepost.event.RetryAfterException;
import org.gatepost.event.Webhook;
import org.gatepost.receiver.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The application is told what became of each delivery. */
class DeliveryOutcomeTest {
  @AutoClose private final LogLines log = new LogLines();

  @AutoClose
  private final TestApplication application = TestApplication.with(Observers.class, Told.class);

  @Test
  void doneDeliveryIsToldWithItsObservers() {
    application.deliver("id-1", "push", "{}");

    DeliveryOutcome outcome = told();
    assertThat(outcome.delivery().key()).contains("id-1;type=push");
    assertThat(outcome.answer()).isEqualTo(Answer.SUCCESS);
    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.retryAfter()).isEmpty();
    ObserverOutcome observer = outcome.observers().get(0);
    assertThat(outcome.observers()).hasSize(1);
    assertThat(observer.consumer()).isEqualTo("push");
    assertThat(observer.result()).isEqualTo(Result.DONE);
    assertThat(observer.duration()).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(observer.causes()).isEmpty();
    assertThat(observer.retryAfter()).isEmpty();
  }

  @Test
  void everyResultIsToldWithItsCauses() {
    application.deliver("id-1", "mixed", "{}");

    DeliveryOutcome outcome = told();
    assertThat(outcome.answer()).isEqualTo(Answer.PROCESSING_FAILED);
    assertThat(outcome.isFinished()).isFalse();
    assertThat(outcome.retryAfter()).contains(Duration.ofMinutes(2));
    assertThat(outcome.observers())
        .extracting(ObserverOutcome::consumer, ObserverOutcome::result, ObserverOutcome::causes)
        .containsExactly(
            tuple("rejects", Result.REJECTED, List.of(DeliveryRejectedException.class)),
            tuple("postpones", Result.POSTPONED, List.of(RetryAfterException.class)),
            tuple("fails", Result.FAILED, List.of(IllegalStateException.class, IOException.class)));
    assertThat(outcome.observers().get(1).retryAfter()).contains(Duration.ofMinutes(2));
  }

  @Test
  void observersThatFinishedEarlierAreNotToldAgain() {
    application.deliver("id-1", "mixed", "{}");
    application.deliver("id-1", "mixed", "{}");

    assertThat(application.bean(Told.class).outcomes.get(1).observers())
        .extracting(ObserverOutcome::consumer)
        .containsExactly("postpones", "fails");
  }

  @Test
  void postponedDeliveryIsTold() {
    application.deliver("id-1", "later", "{}");

    assertThat(told().answer()).isEqualTo(Answer.TRY_AGAIN_LATER);
    assertThat(told().retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void deliveryThatNobodyObservesIsToldWithoutObservers() {
    application.deliver("id-1", "unheard.of", "{}");

    assertThat(told().answer()).isEqualTo(Answer.IGNORED);
    assertThat(told().observers()).isEmpty();
  }

  @Test
  void observerWhosePayloadDoesNotBindIsToldAmongTheOthers() {
    application.deliver("id-1", "typed", "not JSON");

    assertThat(told().answer()).isEqualTo(Answer.INVALID_PAYLOAD);
    assertThat(told().isFinished()).isFalse();
    assertThat(told().observers())
        .extracting(ObserverOutcome::consumer, ObserverOutcome::result, ObserverOutcome::causes)
        .containsExactly(
            tuple("typed", Result.UNBINDABLE, List.of()),
            tuple("beside typed", Result.DONE, List.of()));
    assertThat(told().observers().get(0).duration()).isZero();
  }

  @Test
  void deliveryCanBeInjectedWhereItsOutcomeIsObserved() {
    application.deliver("id-1", "push", "{}");

    assertThat(application.bean(Told.class).injected).containsExactly("id-1;type=push");
  }

  @Test
  void failingObserverOfTheOutcomeChangesNothingAndIsLogged() {
    application.bean(Told.class).fails = new AssertionError("expected");

    assertThat(application.deliver("id-1", "push", "{}")).isEqualTo("DONE");

    assertThat(log.with("GP142"))
        .singleElement()
        .asString()
        .contains(
            "SEVERE: GP142: an observer of the DeliveryOutcome of"
                + " Delivery[source=test, type=push, key=id-1;type=push, id=id-1] failed",
            "AssertionError: expected");
    assertThat(application.isFinished("id-1", "push")).isTrue();
  }

  @Test
  void outcomeIsToldWhenItIsRecorded() {
    application.bean(Told.class).whenTold =
        () ->
            application
                .bean(Told.class)
                .injected
                .add("finished: " + application.isFinished("id-1", "push"));

    application.deliver("id-1", "push", "{}");

    assertThat(application.bean(Told.class).injected)
        .containsExactly("id-1;type=push", "finished: true");
  }

  private DeliveryOutcome told() {
    List<DeliveryOutcome> outcomes = application.bean(Told.class).outcomes;
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  public record Typed(String id) {}

  // Not ApplicationScoped: its fields are read.
  @Singleton
  static class Told {
    final List<DeliveryOutcome> outcomes = new CopyOnWriteArrayList<>();
    final List<String> injected = new CopyOnWriteArrayList<>();
    volatile Error fails;
    volatile Runnable whenTold = () -> {};

    void told(@Observes DeliveryOutcome outcome, Delivery delivery) {
      outcomes.add(outcome);
      injected.add(delivery.key().orElseThrow());
      whenTold.run();
      if (fails != null) {
        throw fails;
      }
    }
  }

  @ApplicationScoped
  static class Observers {
    void push(@Observes @Webhook(value = "push", consumer = "push") String body) {}

    void rejects(@Observes @Priority(1) @Webhook(value = "mixed", consumer = "rejects") String b) {
      throw new DeliveryRejectedException("expected");
    }

    void postpones(
        @Observes @Priority(2) @Webhook(value = "mixed", consumer = "postpones") String b) {
      throw new RetryAfterException(Duration.ofMinutes(2), "expected");
    }

    void fails(@Observes @Priority(3) @Webhook(value = "mixed", consumer = "fails") String body) {
      throw new IllegalStateException(new IOException("expected"));
    }

    void later(@Observes @Webhook("later") String body) {
      throw new RetryAfterException(Duration.ZERO, "expected");
    }

    void typed(@Observes @Priority(1) @Webhook(value = "typed", consumer = "typed") Typed typed) {}

    void besideTyped(
        @Observes @Priority(2) @Webhook(value = "typed", consumer = "beside typed") String body) {}
  }
}
