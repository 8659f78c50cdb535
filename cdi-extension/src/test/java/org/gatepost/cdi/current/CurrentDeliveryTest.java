package org.gatepost.cdi.current;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** There is a delivery to inject while one is processed, on the thread that processes it. */
class CurrentDeliveryTest {
  private static final String NONE =
      "GP109: a Delivery can be injected only while one is being processed";

  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void thereIsNoneBeforeAnyDelivery() {
    assertThatIllegalStateException()
        .isThrownBy(() -> application.bean(Delivery.class))
        .withMessage(NONE);
  }

  @Test
  void thereIsNoneAfterDelivery() {
    assertThat(application.deliver("push", "{}")).isEqualTo("DONE");

    assertThatIllegalStateException()
        .isThrownBy(() -> application.bean(Delivery.class))
        .withMessage(NONE);
  }

  @Test
  void thereIsNoneAfterFailedDelivery() {
    assertThat(application.deliver("fails", "{}")).isEqualTo("FAILED");

    assertThatIllegalStateException()
        .isThrownBy(() -> application.bean(Delivery.class))
        .withMessage(NONE);
  }

  @Test
  void thereIsNoneOnThreadThatTheObserverStarts() {
    assertThat(application.deliver("elsewhere", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly(NONE);
  }

  @Test
  void deliveryWithinADeliveryLeavesTheOuterOneCurrent() {
    application.bean(Observers.class).within(() -> application.deliver("inner", "inner", "{}"));

    assertThat(application.deliver("outer", "outer", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("outer", "inner", "outer");
  }

  @ApplicationScoped
  static class Observers {
    private Runnable within;

    void within(Runnable what) {
      within = what;
    }

    void outer(
        @Observes @Webhook("outer") String body, Instance<Delivery> delivery, Notebook seen) {
      seen.write(delivery.get().type());
      within.run();
      seen.write(delivery.get().type());
    }

    void inner(
        @Observes @Webhook("inner") String body, Instance<Delivery> delivery, Notebook seen) {
      seen.write(delivery.get().type());
    }

    void push(@Observes @Webhook("push") String body, Delivery delivery) {}

    void fails(@Observes @Webhook("fails") String body, Delivery delivery) {
      throw new IllegalStateException("expected");
    }

    void elsewhere(
        @Observes @Webhook("elsewhere") String body, Instance<Delivery> delivery, Notebook seen) {
      try {
        CompletableFuture.supplyAsync(delivery::get).join();
      } catch (CompletionException e) {
        seen.write(e.getCause().getMessage());
      }
    }
  }
}
