package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Observers in beans whose life is shorter than the application's. */
class ScopesTest {
  @AutoClose
  private final TestApplication application =
      TestApplication.with(OnceEach.class, PerRequest.class);

  @Test
  void dependentBeanIsMadeForOneCallAndDestroyedAfterIt() {
    application.deliver("id-1", "dependent", "{}");
    application.deliver("id-2", "dependent", "{}");

    assertThat(application.seen())
        .containsExactly(
            "called for id-1", "destroyed for id-1", "called for id-2", "destroyed for id-2");
  }

  @Test
  void dependentBeanOfFailingObserverIsDestroyedToo() {
    assertThat(application.deliver("id-1", "dependent.fails", "{}")).isEqualTo("FAILED");

    assertThat(application.seen()).containsExactly("destroyed for id-1");
  }

  @Test
  void requestScopedBeanIsOneForAllObserversOfTheRequest() throws Exception {
    deliverInRequestOfItsOwn();
    deliverInRequestOfItsOwn();

    assertThat(application.seen()).containsExactly("call 1", "call 2", "call 1", "call 2");
  }

  @Test
  void requestScopeIsMadeForTheDeliveryWhereThereIsNoRequest() throws Exception {
    onThreadOfItsOwn(
        () -> {
          assertThat(application.deliver("request", "{}")).isEqualTo("DONE");
          assertThat(application.deliver("request", "{}")).isEqualTo("DONE");
          assertThatExceptionOfType(ContextNotActiveException.class)
              .isThrownBy(
                  () -> application.container().getBeanManager().getContext(RequestScoped.class));
        });

    assertThat(application.seen()).containsExactly("call 1", "call 2", "call 1", "call 2");
  }

  private void deliverInRequestOfItsOwn() throws Exception {
    onThreadOfItsOwn(
        () -> {
          RequestContextController request =
              application.container().select(RequestContextController.class).get();
          assertThat(request.activate()).isTrue();
          try {
            assertThat(application.deliver("request", "{}")).isEqualTo("DONE");
          } finally {
            request.deactivate();
          }
        });
  }

  /** OpenWebBeans has a request on the thread that started the application. */
  private static void onThreadOfItsOwn(Runnable work) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      thread.submit(work).get(3, TimeUnit.MINUTES);
    } finally {
      thread.shutdownNow();
    }
  }

  @Dependent
  static class OnceEach {
    @Inject Notebook seen;
    @Inject Delivery delivery;

    void called(@Observes @Webhook("dependent") String body) {
      seen.write("called for " + delivery.id().orElseThrow());
    }

    void fails(@Observes @Webhook("dependent.fails") String body) {
      throw new IllegalStateException("expected");
    }

    @PreDestroy
    void destroyed() {
      seen.write("destroyed for " + delivery.id().orElseThrow());
    }
  }

  @RequestScoped
  static class PerRequest {
    private int calls;

    void one(@Observes @Webhook("request") String body, Notebook seen) {
      seen.write("call " + ++calls);
    }

    void two(@Observes @Webhook("request") byte[] body, Notebook seen) {
      seen.write("call " + ++calls);
    }
  }
}
