package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Batch;
import org.gatepost.event.Fallback;
import org.gatepost.event.Where;
import org.junit.jupiter.api.Test;

/** GP113: an ordinary observer has what only counts beside {@code @Webhook}. */
class NoWebhookTest {

  @Test
  void conditionAndFallbackWithoutWebhookAreRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Observers.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "GP113: " + Observers.class.getName() + "#where(java.lang.String) has")
                    .contains("GP113: " + Observers.class.getName() + "#several(java.lang.String)")
                    .contains("GP113: " + Observers.class.getName() + "#fallback(java.lang.String)")
                    .contains("GP113: " + Observers.class.getName() + "#batch(java.util.List)")
                    .contains("write @Observes @Webhook(\"**\") before it")
                    .doesNotContain("#plain"));
  }

  @ApplicationScoped
  static class Observers {
    void where(@Observes @Where(path = "/a", exists = true) String body) {}

    void several(
        @ObservesAsync @Where(path = "/a", exists = true) @Where(path = "/b", exists = true)
            String body) {}

    void fallback(@Observes @Fallback String body) {}

    void batch(@Observes @Batch List<String> bodies) {}

    void plain(@Observes String body) {}
  }
}
