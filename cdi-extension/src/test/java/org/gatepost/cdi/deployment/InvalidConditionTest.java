package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;
import org.junit.jupiter.api.Test;

/** GP111: a {@code @Where} breaks a rule. */
class InvalidConditionTest {

  @Test
  void everyConditionThatBreaksARuleIsNamed() {
    String place = "GP111: " + Observers.class.getName() + "#on(java.lang.String): @Where(path = ";

    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Observers.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        place
                            + "\"a\") path must be a JSON pointer such as /data (RFC 6901), from the root of the body")
                    .contains(place + "\"/b\") must have a condition, such as equalTo")
                    .contains(place + "\"/c\") can match nothing: no value meets all its members")
                    .contains(
                        place + "\"/d\") greaterThan must be a number such as 0.10, was [ten]")
                    .doesNotContain("/e"));
  }

  @ApplicationScoped
  static class Observers {
    void on(
        @Observes
            @Webhook("push")
            @Where(path = "a", exists = true)
            @Where(path = "/b")
            @Where(path = "/c", greaterThan = "2", lessThan = "1")
            @Where(path = "/d", greaterThan = "ten")
            @Where(path = "/e", greaterThan = "10")
            String body) {}
  }
}
