package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Decorators stand around observers that are methods of an interface. */
class DecoratorTest {
  @AutoClose
  private final TestApplication application =
      TestApplication.with(Observers.class, TracingDecorator.class);

  @Test
  void decoratorOfTheObserversBeanStandsAroundIt() {
    assertThat(application.deliver("push", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("before", "push", "after");
  }

  public interface Pushes {
    void pushed(Delivery delivery);
  }

  @Decorator
  @Priority(Interceptor.Priority.APPLICATION)
  public abstract static class TracingDecorator implements Pushes {
    @Inject @Delegate Pushes delegate;
    @Inject Notebook seen;

    // OpenWebBeans wants it public.
    public TracingDecorator() {}

    @Override
    public void pushed(Delivery delivery) {
      seen.write("before");
      delegate.pushed(delivery);
      seen.write("after");
    }
  }

  @ApplicationScoped
  static class Observers implements Pushes {
    @Inject Notebook seen;

    @Override
    public void pushed(@Observes @Webhook("push") Delivery delivery) {
      seen.write(delivery.type());
    }
  }
}
