package org.gatepost.cdi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Qualifier;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.cfg.defs.MaxDef;
import org.junit.jupiter.api.Test;

/** An application that has a {@link ValidatorFactory} of its own, which knows more constraints. */
class OwnValidatorFactoryTest {

  @Test
  void itChecksWhatIsDelivered() {
    try (TestApplication application = TestApplication.with(Observers.class, Stricter.class)) {
      assertThat(application.deliver("run", "{\"id\": \"a\", \"count\": 10}")).isEqualTo("DONE");
      assertThat(application.deliver("run", "{\"id\": \"a\", \"count\": 11}")).isEqualTo("INVALID");
      assertThat(application.deliver("run", "{\"id\": \"\", \"count\": 1}")).isEqualTo("INVALID");
    }
  }

  @Test
  void itIsNotClosedByUs() {
    Stricter.factory = Stricter.make();

    TestApplication.with(Observers.class, Given.class).close();

    // A closed one throws.
    assertThat(Stricter.factory.getValidator().validate(new Run("", 1))).hasSize(1);
    Stricter.factory.close();
  }

  @Test
  void ofSeveralNoneIsPreferred() {
    try (TestApplication application =
        TestApplication.with(Observers.class, Stricter.class, Another.class)) {
      assertThat(application.deliver("run", "{\"id\": \"a\", \"count\": 11}")).isEqualTo("DONE");
      assertThat(application.deliver("run", "{\"id\": \"\", \"count\": 1}")).isEqualTo("INVALID");
    }
  }

  @Test
  void oneWithAQualifierIsForSomethingElse() {
    try (TestApplication application = TestApplication.with(Observers.class, Qualified.class)) {
      assertThat(application.deliver("run", "{\"id\": \"a\", \"count\": 11}")).isEqualTo("DONE");
    }
  }

  @Test
  void serversOwnThatIsNotReadyIsNotTheApplications() {
    try (TestApplication application = TestApplication.with(new LateServer(), Observers.class)) {
      assertThat(application.deliver("run", "{\"id\": \"a\", \"count\": 11}")).isEqualTo("DONE");
      assertThat(application.deliver("run", "{\"id\": \"\", \"count\": 1}")).isEqualTo("INVALID");
    }
  }

  @Test
  void applicationsOwnThatFailsIsNotPassedOver() {
    assertThatThrownBy(() -> TestApplication.with(Observers.class, Failing.class).close())
        .hasMessageContaining("GP116: Jakarta Validation must start, or be absent")
        .hasMessageContaining("not configured");
  }

  public record Run(@NotBlank String id, int count) {}

  @ApplicationScoped
  static class Stricter {
    // The producer of the other bean has nowhere else to take it from.
    private static ValidatorFactory factory;

    static ValidatorFactory make() {
      var configuration = Validation.byProvider(HibernateValidator.class).configure();
      ConstraintMapping mapping = configuration.createConstraintMapping();
      mapping.type(Run.class).field("count").constraint(new MaxDef().value(10));
      return configuration.addMapping(mapping).buildValidatorFactory();
    }

    @Produces
    @ApplicationScoped
    ValidatorFactory factory() {
      return make();
    }
  }

  @ApplicationScoped
  static class Given {
    @Produces
    ValidatorFactory factory() {
      return Stricter.factory;
    }
  }

  @ApplicationScoped
  static class Another {
    @Produces
    @ApplicationScoped
    ValidatorFactory factory() {
      return Stricter.make();
    }
  }

  private static ValidatorFactory failing(String message) {
    return (ValidatorFactory)
        Proxy.newProxyInstance(
            ValidatorFactory.class.getClassLoader(),
            new Class<?>[] {ValidatorFactory.class},
            (proxy, method, arguments) -> {
              throw new ValidationException(message);
            });
  }

  /** A server's extension, as that of Open Liberty is while the application starts. */
  static class LateServer implements Extension {
    void add(@Observes AfterBeanDiscovery event) {
      event
          .<ValidatorFactory>addBean()
          .types(ValidatorFactory.class, Object.class)
          .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
          .scope(Dependent.class)
          .createWith(creation -> failing("not enabled for the module"));
    }
  }

  @ApplicationScoped
  static class Failing {
    @Produces
    ValidatorFactory factory() {
      return failing("not configured");
    }
  }

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Strict {}

  @ApplicationScoped
  static class Qualified {
    @Produces
    @Strict
    ValidatorFactory factory() {
      return Stricter.make();
    }
  }

  @ApplicationScoped
  static class Observers {
    void run(@Observes @Webhook("run") Run run, Notebook seen) {
      seen.write("run");
    }
  }
}
