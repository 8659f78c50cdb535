package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Interceptors stand around observers as around any business method. */
class InterceptorTest {
  @AutoClose
  private final TestApplication application =
      TestApplication.with(Observers.class, TracingInterceptor.class);

  @Test
  void standsAroundTheObserverAndKnowsTheDelivery() {
    assertThat(application.deliver("id-1", "push", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("before id-1", "push", "after id-1");
  }

  @Test
  void mayTurnAFailureIntoSuccess() {
    assertThat(application.deliver("id-1", "fails", "{}")).isEqualTo("DONE");

    assertThat(application.seen()).containsExactly("before id-1", "caught expected", "after id-1");
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Traced {}

  @Traced
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class TracingInterceptor {
    @Inject Notebook seen;
    @Inject Instance<Delivery> delivery;

    @AroundInvoke
    Object trace(InvocationContext invocation) throws Exception {
      String id = delivery.get().id().orElseThrow();
      seen.write("before " + id);
      try {
        return invocation.proceed();
      } catch (IllegalStateException e) {
        seen.write("caught " + e.getMessage());
        return null;
      } finally {
        seen.write("after " + id);
      }
    }
  }

  @Traced
  @ApplicationScoped
  static class Observers {
    void push(@Observes @Webhook("push") Delivery delivery, Notebook seen) {
      seen.write("push");
    }

    void fails(@Observes @Webhook("fails") Delivery delivery) {
      throw new IllegalStateException("expected");
    }
  }
}
