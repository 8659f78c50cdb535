package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP117: nobody would check the constraints of a parameter. */
class UncheckedParameterTest {

  @Test
  void constraintsThatCannotBeCheckedAreRefused() {
    String place = "GP117: " + Observers.class.getName();
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Observers.class, MadeForEachCall.class).close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(place + "#shared(java.lang.String) has constraints")
                    .contains(place + "#hidden(java.util.List)")
                    .contains(place + "#elements(java.util.List[])")
                    .contains(MadeForEachCall.class.getName() + "#dependent(java.util.Map)")
                    .contains("move them to the payload's type, or change method or bean")
                    .doesNotContain("#fine")
                    .doesNotContain("#present"));
  }

  @ApplicationScoped
  static class Observers {
    static void shared(@Observes @Webhook("a") @Pattern(regexp = "a") String text) {}

    private void hidden(@Observes @Webhook("a") @Size(max = 2) List<String> list) {}

    private void elements(@Observes @Webhook("a") List<@NotBlank String>[] lists) {}

    private void present(@Observes @Webhook("a") @NotNull String text) {}

    void fine(@Observes @Webhook("a") @Size(max = 2) String text) {}
  }

  @Dependent
  static class MadeForEachCall {
    void dependent(@Observes @Webhook("a") Map<String, List<@NotBlank String>> map) {}
  }
}
