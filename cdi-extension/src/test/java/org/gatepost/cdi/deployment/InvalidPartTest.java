package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP105: {@code at} is no JSON pointer, or points into what has no parts. */
class InvalidPartTest {

  @Test
  void malformedPointerIsRefused() {
    assertRefused(
        Malformed.class,
        Malformed.class.getName()
            + "#on(java.util.Map) must be a JSON pointer such as /data (RFC 6901), was [data.run]");
  }

  @Test
  void partOfADeliveryIsRefused() {
    assertRefused(
        PartOfDelivery.class,
        PartOfDelivery.class.getName()
            + "#on(org.gatepost.Delivery) must be left out where the Delivery is observed, which has no parts, was"
            + " [/data]");
  }

  private static void assertRefused(Class<?> observers, String message) {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(observers).close())
        .withMessageContaining("GP105: @Webhook at of " + message);
  }

  @ApplicationScoped
  static class Malformed {
    void on(@Observes @Webhook(value = "push", at = "data.run") Map<String, String> run) {}
  }

  @ApplicationScoped
  static class PartOfDelivery {
    void on(@Observes @Webhook(value = "push", at = "/data") Delivery delivery) {}
  }
}
