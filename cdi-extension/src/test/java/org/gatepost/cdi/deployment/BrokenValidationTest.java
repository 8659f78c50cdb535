package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.validation.constraints.NotBlank;
import java.util.concurrent.Callable;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GP116: constraints are checked, or there is nothing that could; there is no between. */
class BrokenValidationTest {

  @Test
  void providerThatDoesNotStartIsRefused() throws Exception {
    // Hibernate Validator needs an implementation of Jakarta Expression Language.
    assertThat(NoJsonTest.callWithout("expressly", Typed.class))
        .contains("GP116: Jakarta Validation must start, or be absent, since it checks payloads: ");
  }

  @ParameterizedTest(name = "without {0}")
  @ValueSource(strings = {"hibernate-validator", "hibernate-validator|jakarta.validation-api"})
  void withoutAProviderNothingIsChecked(String absent) throws Exception {
    assertThat(NoJsonTest.callWithout(absent, Typed.class)).isEqualTo("DONE");
  }

  @Test
  void withAProviderItIs() throws Exception {
    assertThat(NoJsonTest.callWithout("nothing", Typed.class)).isEqualTo("INVALID");
  }

  public static final class Typed implements Callable<String> {
    @Override
    public String call() {
      try (TestApplication application = TestApplication.with(Observers.class)) {
        return application.deliver("push", "{\"id\": \"\"}");
      } catch (DeploymentException e) {
        return e.getMessage();
      }
    }
  }

  public record Run(@NotBlank String id) {}

  @ApplicationScoped
  static class Observers {
    void on(@Observes @Webhook("push") Run run) {}
  }
}
