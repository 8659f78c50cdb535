package org.gatepost.cdi.match;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Several {@code @Webhook} on one parameter: any may match. */
class SeveralWebhooksTest {
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @Test
  void anyMayMatchAndSaysWhichPartIsBound() {
    application.deliver("run.started", "{\"data\": {\"id\": \"a\"}}");
    application.deliver("run.done", "{\"id\": \"b\"}");
    assertThat(application.deliver("run.failed", "{\"id\": \"c\"}")).isEqualTo("IGNORED");

    assertThat(application.seen()).containsExactly("run a", "run b");
  }

  @Test
  void firstThatMatchesDecidesAndTheObserverIsCalledOnce() {
    application.deliver("order.paid", "{\"id\": \"whole\", \"first\": {\"id\": \"first\"}}");
    application.deliver("order.sent", "{\"id\": \"whole\", \"first\": {\"id\": \"first\"}}");

    assertThat(application.seen()).containsExactly("order first", "order whole");
  }

  @Test
  void eachHasASourceOfItsOwn() {
    application.deliverFrom("a", "sourced", "{}");
    application.deliverFrom("b", "sourced", "{}");
    application.deliverFrom("c", "sourced", "{}");

    assertThat(application.seen()).containsExactly("sourced", "sourced");
  }

  @Test
  void conditionsHoldForAll() {
    application.deliver("one", "{\"ok\": true}");
    application.deliver("two", "{\"ok\": true}");
    application.deliver("two", "{\"ok\": false}");

    assertThat(application.seen()).containsExactly("ok", "ok");
  }

  @Test
  void observerIsOneConsumer() {
    assertThat(application.deliver("id-1", "both.x", "{}")).isEqualTo("FAILED");
    assertThat(application.deliver("id-1", "both.x", "{}")).isEqualTo("FAILED");

    assertThat(application.seen()).containsExactly("both");
  }

  @Test
  void ordinaryEventOfTheTypeCallsNone() {
    application.container().getBeanManager().getEvent().fire(new Run("ordinary"));

    assertThat(application.seen()).isEmpty();
  }

  public record Run(String id) {}

  @ApplicationScoped
  static class Observers {
    void run(
        @Observes @Webhook(value = "run.started", at = "/data") @Webhook("run.done") Run run,
        Notebook seen) {
      seen.write("run " + run.id());
    }

    void order(
        @Observes
            @Webhook(value = "order.paid", at = "/first")
            @Webhook("order.*")
            @Webhook(value = "**.paid", at = "/none")
            Run run,
        Notebook seen) {
      if (!run.id().equals("ordinary")) {
        seen.write("order " + run.id());
      }
    }

    void sourced(
        @Observes
            @Webhook(value = "sourced", source = "a")
            @Webhook(value = "sourced", source = "b")
            String body,
        Notebook seen) {
      seen.write("sourced");
    }

    void conditional(
        @Observes @Webhook("one") @Webhook("two") @Where(path = "/ok", equalTo = "true")
            String body,
        Notebook seen) {
      seen.write("ok");
    }

    void both(
        @Observes @Webhook(value = "both.*", consumer = "both") @Webhook("*.x") String body,
        Notebook seen) {
      seen.write("both");
    }

    void fails(@Observes @Webhook("both.*") String body) {
      throw new IllegalStateException("expected");
    }
  }
}
