package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP110: one observer would have two names. */
class SeveralConsumersTest {

  @Test
  void twoNamesOfOneObserverAreRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Two.class).close())
        .withMessageContaining(
            "GP110: "
                + Two.class.getName()
                + "#on(java.lang.String) must have one consumer name, since it has one receipt, but its @Webhook give"
                + " [a, b]");
  }

  @Test
  void oneNameGivenOnceOrTwiceIsTheObservers() {
    assertThatNoException().isThrownBy(() -> TestApplication.with(One.class).close());
  }

  @ApplicationScoped
  static class Two {
    void on(
        @Observes @Webhook(value = "push", consumer = "a") @Webhook(value = "pull", consumer = "b")
            String body) {}
  }

  @ApplicationScoped
  static class One {
    void once(@Observes @Webhook(value = "a", consumer = "a") @Webhook("b") String body) {}

    void twice(
        @Observes @Webhook(value = "a", consumer = "b") @Webhook(value = "b", consumer = "b")
            String body) {}
  }
}
