package org.gatepost.cdi.failure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** The name under which an observer's receipt is recorded. */
class ConsumerTest {

  @Test
  void isTheMethodWithItsParameterTypesUnlessGiven() {
    try (LogLines log = new LogLines();
        TestApplication application = TestApplication.with(Overloaded.class)) {
      application.deliver("push", "{}");

      String name = Overloaded.class.getName();
      assertThat(log.with("[" + name + "#on(java.lang.String)]")).hasSize(1);
      assertThat(log.with("[" + name + "#on(byte[],org.gatepost.Delivery)]")).hasSize(1);
    }
  }

  @Test
  void isTheGivenName() {
    try (LogLines log = new LogLines();
        TestApplication application = TestApplication.with(Named.class)) {
      application.deliver("push", "{}");

      assertThat(log.with("failed in [billing] at attempt 1")).hasSize(1);
    }
  }

  @ApplicationScoped
  static class Overloaded {
    void on(@Observes @Webhook("push") String body) {
      throw new IllegalStateException("expected");
    }

    void on(@Observes @Webhook("push") byte[] body, Delivery delivery) {
      throw new IllegalStateException("expected");
    }
  }

  @ApplicationScoped
  static class Named {
    void on(@Observes @Webhook(value = "push", consumer = "billing") String body, Notebook seen) {
      throw new IllegalStateException("expected");
    }
  }
}
