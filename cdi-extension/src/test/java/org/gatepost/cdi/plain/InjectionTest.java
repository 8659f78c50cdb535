package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.cdi.TestSender;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An observer's further parameters are injected, and the delivery can be injected anywhere. */
class InjectionTest {
  @AutoClose
  private final TestApplication application =
      TestApplication.with(Observers.class, Greeting.class, Audit.class, LateAudit.class);

  @Test
  void parametersAreInjected() {
    application.deliver("parameters", "{}");

    assertThat(application.seen()).containsExactly("{} hello");
  }

  @Test
  void deliveryIsAParameterBesideThePayload() {
    application.deliver("id-1", "delivery", "{}");

    assertThat(application.seen())
        .containsExactly("{} test delivery id-1 attempt 1", TestSender.NOW);
  }

  @Test
  void deliveryIsInjectedIntoDependentBean() {
    application.deliver("id-1", "dependent", "{}");

    assertThat(application.seen()).containsExactly("audited id-1");
  }

  @Test
  void deliveryIsLookedUpInApplicationScopedBeanAnewForEach() {
    application.deliver("id-1", "late", "{}");
    application.deliver("id-2", "late", "{}");

    assertThat(application.seen()).containsExactly("late id-1", "late id-2");
  }

  @Dependent
  static class Greeting {
    @Override
    public String toString() {
      return "hello";
    }
  }

  @Dependent
  static class Audit {
    @Inject Delivery delivery;

    @Override
    public String toString() {
      return "audited " + delivery.id().orElseThrow();
    }
  }

  @ApplicationScoped
  static class LateAudit {
    @Inject Instance<Delivery> delivery;

    String text() {
      return "late " + delivery.get().id().orElseThrow();
    }
  }

  @ApplicationScoped
  static class Observers {
    void parameters(
        Greeting greeting, @Observes @Webhook("parameters") String body, Notebook seen) {
      seen.write(body + " " + greeting);
    }

    void delivery(@Observes @Webhook("delivery") String body, Delivery delivery, Notebook seen) {
      seen.write(
          String.join(
              " ",
              body,
              delivery.source(),
              delivery.type(),
              delivery.id().orElseThrow(),
              "attempt",
              Integer.toString(delivery.attempt())));
      Instant receivedAt = delivery.receivedAt();
      seen.write(receivedAt);
    }

    void dependent(@Observes @Webhook("dependent") String body, Audit audit, Notebook seen) {
      seen.write(audit.toString());
    }

    void late(@Observes @Webhook("late") String body, LateAudit audit, Notebook seen) {
      seen.write(audit.text());
    }
  }
}
