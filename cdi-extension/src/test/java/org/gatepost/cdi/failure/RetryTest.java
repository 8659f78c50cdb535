package org.gatepost.cdi.failure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the sender sends again reaches only the observers that have not finished it. */
class RetryTest {
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void retryReachesOnlyTheObserverThatFailed() {
    assertThat(application.deliver("id-1", "push", "{}")).isEqualTo("FAILED");
    assertThat(application.deliver("id-1", "push", "{}")).isEqualTo("FAILED");
    assertThat(application.deliver("id-1", "push", "{}")).isEqualTo("DONE");

    assertThat(application.seen())
        .containsExactly(
            "first at attempt 1",
            "fails twice at attempt 1",
            "last at attempt 1",
            "fails twice at attempt 2",
            "fails twice at attempt 3");
  }

  @Test
  void anotherDeliveryHasReceiptsOfItsOwn() {
    application.deliver("id-1", "push", "{}");
    application.deliver("id-2", "push", "{}");

    assertThat(application.seen()).filteredOn("last at attempt 1"::equals).hasSize(2);
  }

  @Test
  void observerWhosePayloadDidNotBindRunsAloneWhenTheDeliveryComesAgain() {
    assertThat(application.deliver("id-1", "typed", "not JSON")).isEqualTo("INVALID");
    assertThat(application.deliver("id-1", "typed", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("text at attempt 1", "typed");
  }

  @Test
  void payloadOfFinishedObserverIsNotMadeAgain() {
    assertThat(application.deliver("id-1", "changing", "{}")).isEqualTo("FAILED");
    // Nothing that waits for this delivery now takes JSON.
    assertThat(application.deliver("id-1", "changing", "not JSON")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("typed");
  }

  public record Typed(String id) {}

  @ApplicationScoped
  static class Observers {
    void first(@Observes @Priority(1) @Webhook("push") Delivery delivery, Notebook seen) {
      seen.write("first at attempt " + delivery.attempt());
    }

    void failsTwice(@Observes @Webhook("push") Delivery delivery, Notebook seen) {
      seen.write("fails twice at attempt " + delivery.attempt());
      failUntil(3, delivery);
    }

    void last(@Observes @Priority(9000) @Webhook("push") Delivery delivery, Notebook seen) {
      seen.write("last at attempt " + delivery.attempt());
    }

    void text(
        @Observes @Priority(1) @Webhook("typed") String text, Delivery delivery, Notebook seen) {
      seen.write("text at attempt " + delivery.attempt());
    }

    void typed(@Observes @Webhook("typed") Typed typed, Notebook seen) {
      seen.write("typed");
    }

    void changing(@Observes @Webhook("changing") Typed typed, Notebook seen) {
      seen.write("typed");
    }

    void failsOnce(@Observes @Webhook("changing") Delivery delivery) {
      failUntil(2, delivery);
    }

    private static void failUntil(int attempt, Delivery delivery) {
      if (delivery.attempt() < attempt) {
        throw new IllegalStateException("expected at attempt " + delivery.attempt());
      }
    }
  }
}
