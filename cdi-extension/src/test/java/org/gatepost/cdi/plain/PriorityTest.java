package org.gatepost.cdi.plain;

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

/** Observers run in the order of their priorities, smallest first, whatever bean they are in. */
class PriorityTest {
  @AutoClose
  private final TestApplication application = TestApplication.with(Some.class, Others.class);

  @Test
  void ordersObserversOfSeveralBeans() {
    application.deliver("push", "{}");

    assertThat(application.seen())
        .containsExactly("negative", "first", "second", "default", "last");
  }

  @Test
  void equalPrioritiesAreOrderedBySignatureTheSameOnEveryStart() {
    application.deliver("equal", "{}");

    assertThat(application.seen()).containsExactly("others.c", "some.a", "some.b");
  }

  @ApplicationScoped
  static class Some {
    void last(@Observes @Priority(9000) @Webhook("push") Delivery delivery, Notebook seen) {
      seen.write("last");
    }

    void byDefault(@Observes @Webhook("push") String body, Notebook seen) {
      seen.write("default");
    }

    void first(@Observes @Priority(1) @Webhook("push") byte[] body, Notebook seen) {
      seen.write("first");
    }

    void b(@Observes @Webhook("equal") Delivery delivery, Notebook seen) {
      seen.write("some.b");
    }

    void a(@Observes @Webhook("equal") Delivery delivery, Notebook seen) {
      seen.write("some.a");
    }
  }

  @ApplicationScoped
  static class Others {
    void second(@Observes @Priority(2) @Webhook("**") Delivery delivery, Notebook seen) {
      if (delivery.type().equals("push")) {
        seen.write("second");
      }
    }

    void negative(@Observes @Priority(-1) @Webhook("push") Delivery delivery, Notebook seen) {
      seen.write("negative");
    }

    void c(@Observes @Webhook("equal") Delivery delivery, Notebook seen) {
      seen.write("others.c");
    }
  }
}
