package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP119: a qualifier that no delivery has. */
class OtherQualifierTest {

  @Test
  void qualifierBesideWebhookIsRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Observers.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        "GP119: "
                            + Observers.class.getName()
                            + "#costly(java.lang.String) must have no other qualifier on the observed parameter than"
                            + " @Webhook, was @Costly: deliveries have none, so it would select nothing. Use @Where")
                    .doesNotContain("#any"));
  }

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Costly {}

  @ApplicationScoped
  static class Observers {
    void costly(@Observes @Webhook("a") @Costly String body) {}

    void any(@Observes @Any @Webhook("a") String body) {}
  }
}
