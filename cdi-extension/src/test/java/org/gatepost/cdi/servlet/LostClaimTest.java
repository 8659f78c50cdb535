package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.event.ObserverOutcome.Result;
import org.gatepost.event.Webhook;
import org.gatepost.ledger.LedgerException;
import org.gatepost.receiver.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivery whose claim passes to another while an observer is at work. */
class LostClaimTest {
  private static final Duration LONGER_THAN_ANY_LEASE = Duration.ofDays(1);

  @TempDir private Path directory;
  private HttpApplication application;

  @BeforeEach
  void start() {
    application = new HttpApplication(directory, Observers.class, Meanwhile.class);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"takes", "rejects"})
  void endsWithTheObserverThatLostItAndIsToBeSentAgain(String type) {
    try (LogLines log = new LogLines()) {
      application
          .beans()
          .bean(Meanwhile.class)
          .happens(
              () -> {
                application.clock().goOn(LONGER_THAN_ANY_LEASE);
                application.post("id-1", type, "{}");
              });

      HttpApplication.Response response = application.post("id-1", type, "{}");

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.retryAfter()).contains("5");
      assertThat(log.with("GP122")).hasSize(1);
      assertThat(log.with("GP121")).isEmpty();
    }
    // The other's first, as it was done first.
    List<Object> seen = application.beans().seen();
    DeliveryOutcome lost = (DeliveryOutcome) seen.get(seen.size() - 1);
    assertThat(lost.answer()).isEqualTo(Answer.TRY_AGAIN_LATER);
    assertThat(lost.retryAfter()).contains(Duration.ofSeconds(5));
    assertThat(lost.isFinished()).isFalse();
    assertThat(lost.observers())
        .extracting(ObserverOutcome::result, ObserverOutcome::causes)
        .containsExactly(tuple(Result.FAILED, List.of(LedgerException.class)));
    assertThat(seen).filteredOn("next"::equals).hasSize(1);
  }

  @ApplicationScoped
  static class Observers {
    void takes(@Observes @Priority(1) @Webhook("takes") Delivery delivery, Meanwhile meanwhile) {
      meanwhile.now();
    }

    void rejects(
        @Observes @Priority(1) @Webhook("rejects") Delivery delivery, Meanwhile meanwhile) {
      meanwhile.now();
      throw new DeliveryRejectedException("expected");
    }

    void next(@Observes @Priority(2) @Webhook("**") Delivery delivery, Notebook seen) {
      seen.write("next");
    }

    void told(@Observes DeliveryOutcome outcome, Notebook seen) {
      seen.write(outcome);
    }
  }
}
