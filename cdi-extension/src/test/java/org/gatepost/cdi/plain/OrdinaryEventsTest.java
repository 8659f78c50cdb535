package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Deliveries and the application's own events of the same Java type do not mix. */
class OrdinaryEventsTest {
  @AutoClose
  private final TestApplication application = TestApplication.with(Observers.class, Firing.class);

  @Test
  void deliveryCallsNoObserverWithoutWebhook() {
    assertThat(application.deliver("run", "{\"id\": \"r1\"}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("webhook r1");
  }

  @Test
  void eventOfTheApplicationCallsNoObserverWithWebhook() {
    application.bean(Firing.class).fire(new Run("r2"));

    assertThat(application.seen()).containsExactlyInAnyOrder("ordinary r2", "any r2");
  }

  @Test
  void eventFiredWithTheQualifierIsNoDelivery() {
    application.bean(Firing.class).fireAsWebhook(new Run("r3"));

    assertThat(application.seen()).containsExactlyInAnyOrder("ordinary r3", "any r3");
  }

  @Test
  void observerMayFireEventsOfItsOwn() {
    assertThat(application.deliver("refire", "{\"id\": \"r4\"}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactlyInAnyOrder("ordinary r4", "any r4");
  }

  public record Run(String id) {}

  @ApplicationScoped
  static class Observers {
    void webhook(@Observes @Webhook("run") Run run, Notebook seen) {
      seen.write("webhook " + run.id());
    }

    void refire(@Observes @Webhook("refire") Run run, Event<Run> runs) {
      runs.fire(run);
    }

    void ordinary(@Observes Run run, Notebook seen) {
      seen.write("ordinary " + run.id());
    }

    void any(@Observes @Any Run run, Notebook seen) {
      seen.write("any " + run.id());
    }
  }

  @ApplicationScoped
  static class Firing {
    @Inject Event<Run> runs;

    void fire(Run run) {
      runs.fire(run);
    }

    void fireAsWebhook(Run run) {
      runs.select(new RunWebhook()).fire(run);
    }
  }

  @SuppressWarnings("ClassExplicitlyAnnotation")
  private static final class RunWebhook extends AnnotationLiteral<Webhook> implements Webhook {
    private static final long serialVersionUID = 1L;

    @Override
    public String value() {
      return "run";
    }

    @Override
    public String source() {
      return "**";
    }

    @Override
    public String at() {
      return "";
    }

    @Override
    public String consumer() {
      return "";
    }
  }
}
