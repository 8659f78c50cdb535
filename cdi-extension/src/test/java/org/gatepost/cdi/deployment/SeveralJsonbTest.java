package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Qualifier;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP115: nobody could say which {@link Jsonb} binds. */
class SeveralJsonbTest {

  @Test
  void twoWithoutAQualifierAreRefused() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Observers.class, Two.class).close())
        .withMessageContaining(
            "GP115: the application must have at most one bean of type jakarta.json.bind.Jsonb without a qualifier");
  }

  @Test
  void oneWithAQualifierIsNotForUs() {
    assertThatNoException()
        .isThrownBy(() -> TestApplication.with(Observers.class, Qualified.class).close());
  }

  @ApplicationScoped
  static class Observers {
    void on(@Observes @Webhook("push") Map<String, String> body) {}

    void too(@Observes @Webhook("push") Map<String, Integer> body) {}
  }

  @ApplicationScoped
  static class Two {
    @Produces
    Jsonb one() {
      return JsonbBuilder.create();
    }

    @Produces
    Jsonb two() {
      return JsonbBuilder.create();
    }
  }

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Other {}

  @ApplicationScoped
  static class Qualified {
    @Produces
    @Other
    Jsonb other() {
      throw new IllegalStateException("not to be used");
    }
  }
}
