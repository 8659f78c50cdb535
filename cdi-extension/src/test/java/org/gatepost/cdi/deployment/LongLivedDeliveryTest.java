package org.gatepost.cdi.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/** GP130: a bean would have the first delivery for all that follow. */
class LongLivedDeliveryTest {

  @Test
  void everyBeanThatOutlivesARequestIsNamed() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(
            () ->
                TestApplication.with(
                        Application.class,
                        Single.class,
                        Initialized.class,
                        Constructed.class,
                        Producer.class,
                        Inner.class,
                        Middle.class,
                        Outer.class,
                        TracingInterceptor.class)
                    .close())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(
                        refused(Application.class, "delivery", "@ApplicationScoped")
                            + " would keep the first one for all that follow: inject Provider<Delivery> or Instance<Delivery>")
                    .contains(refused(Single.class, "delivery", "@Singleton"))
                    .contains(refused(Initialized.class, "set", "@ApplicationScoped"))
                    .contains(
                        refused(
                            Constructed.class, Constructed.class.getName(), "@ApplicationScoped"))
                    .contains(refused(Producer.class, "number", "@Singleton"))
                    .contains(refused(Outer.class, "middle", "@ApplicationScoped"))
                    .contains(
                        refused(
                            TracingInterceptor.class, "delivery", "an interceptor or decorator"))
                    .doesNotContain(Inner.class.getName() + "#")
                    .doesNotContain(Middle.class.getName() + "#"));
  }

  @Test
  void sessionsAndConversationsOutliveRequestsToo() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Session.class, Conversation.class).close())
        .withMessageContaining("GP130: " + Session.class.getName() + "#delivery")
        .withMessageContaining("GP130: " + Conversation.class.getName() + "#delivery");
  }

  @Test
  void decoratorIsNamed() {
    assertThatExceptionOfType(DeploymentException.class)
        .isThrownBy(() -> TestApplication.with(Loud.class, Speech.class).close())
        .withMessageContaining(refused(Loud.class, "delivery", "an interceptor or decorator"));
  }

  private static String refused(Class<?> bean, String member, String life) {
    return "GP130: "
        + bean.getName()
        + "#"
        + member
        + " must not be injected with a Delivery, itself or by a dependent bean, since "
        + life;
  }

  @Test
  void whatIsLookedUpOrLivesNoLongerIsTheDeliveryOfTheMoment() {
    try (TestApplication application =
        TestApplication.with(
            Right.class, PerRequest.class, Inner.class, Produced.class, Late.class)) {
      application.deliver("id-1", "a", "{}");
      application.deliver("id-2", "a", "{}");

      assertThat(application.seen())
          .containsExactly("id-1 id-1 id-1 id-1 id-1", "id-2 id-2 id-2 id-2 id-2");
    }
  }

  @ApplicationScoped
  static class Application {
    @Inject Delivery delivery;
  }

  @Singleton
  static class Single {
    @Inject Delivery delivery;
  }

  @SessionScoped
  static class Session implements Serializable {
    private static final long serialVersionUID = 1L;
    @Inject transient Delivery delivery;
  }

  @ConversationScoped
  static class Conversation implements Serializable {
    private static final long serialVersionUID = 1L;
    @Inject transient Delivery delivery;
  }

  @ApplicationScoped
  static class Initialized {
    @Inject
    void set(Delivery delivery) {}
  }

  @ApplicationScoped
  static class Constructed {
    Constructed() {}

    @Inject
    Constructed(Delivery delivery) {}
  }

  @ApplicationScoped
  static class Producer {
    @Produces
    @Singleton
    BigDecimal number(Delivery delivery) {
      return new BigDecimal(delivery.attempt());
    }
  }

  @Dependent
  static class Inner {
    @Inject Delivery delivery;

    String id() {
      return delivery.id().orElseThrow();
    }
  }

  @Dependent
  static class Middle {
    @Inject Inner inner;
  }

  @ApplicationScoped
  static class Outer {
    @Inject Middle middle;
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Traced {}

  @Traced
  @jakarta.interceptor.Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class TracingInterceptor {
    @Inject Delivery delivery;

    @AroundInvoke
    Object trace(InvocationContext invocation) throws Exception {
      return invocation.proceed();
    }
  }

  interface Speaker {
    String speak();
  }

  @Dependent
  static class Speech implements Speaker {
    @Override
    public String speak() {
      return "";
    }
  }

  @Decorator
  @Priority(Interceptor.Priority.APPLICATION)
  static class Loud implements Speaker {
    @Inject @Delegate Speaker speaker;
    @Inject Delivery delivery;

    @Override
    public String speak() {
      return speaker.speak() + delivery;
    }
  }

  @RequestScoped
  static class PerRequest {
    @Inject Delivery delivery;
    @Inject Inner inner;
  }

  @ApplicationScoped
  static class Produced {
    @Produces
    BigDecimal attempts(Delivery delivery) {
      return new BigDecimal(delivery.attempt());
    }

    void dispose(@Disposes BigDecimal number, Delivery delivery) {}
  }

  @Singleton
  static class Late {
    @Inject Instance<Inner> inner;
  }

  @ApplicationScoped
  static class Right {
    @Inject Provider<Delivery> provider;
    @Inject Instance<Delivery> instance;
    @Inject Late late;

    void on(@Observes @Webhook("a") String body, Delivery delivery, Inner inner, Notebook seen) {
      seen.write(
          String.join(
              " ",
              provider.get().id().orElseThrow(),
              instance.get().id().orElseThrow(),
              late.inner.get().id(),
              inner.id(),
              delivery.id().orElseThrow()));
    }
  }
}
