package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.DeploymentException;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP101: the sender would be answered before the observer has run. */
class AsynchronousObserverTest {

  @Test
  void isRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Observers.class).close())
        .withMessageContaining(
            "GP101: "
                + Observers.class.getName()
                + "#later(java.lang.String) must use @Observes, not @ObservesAsync:");
  }

  @ApplicationScoped
  static class Observers {
    void later(@ObservesAsync @Webhook("push") String body) {}
  }
}
