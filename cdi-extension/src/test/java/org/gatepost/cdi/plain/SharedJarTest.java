package org.gatepost.cdi.plain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.util.function.Supplier;
import org.gatepost.Delivery;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;

/**
 * Two applications that one copy of the jar serves, as where a server or an EAR has it in common.
 */
class SharedJarTest {
  private static final String RUN = "{\"runId\": \"r1\", \"run_id\": \"r2\"}";

  @Test
  void eachHasItsOwnObserversAndTheirDeliveries() {
    try (Started one = new Started(One.class);
        Started two = new Started(Two.class, Names.class)) {
      one.call(() -> one.application.bean(One.class).meanwhile(() -> two.deliver("inner")));

      assertThat(one.deliver("outer")).isEqualTo("DONE");

      assertThat(one.call(one.application::seen)).containsExactly("outer r1", "DONE", "outer");
      assertThat(two.call(two.application::seen)).containsExactly("inner r2");
    }
  }

  @Test
  void oneThatStopsLeavesTheOtherRunning() {
    try (Started one = new Started(One.class)) {
      new Started(Two.class, Names.class).close();
      one.call(() -> one.application.bean(One.class).meanwhile(() -> "nothing"));

      assertThat(one.deliver("outer")).isEqualTo("DONE");
    }
  }

  /** An application, and the class loader by which OpenWebBeans tells it from others. */
  private static final class Started implements AutoCloseable {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final TestApplication application;
    private final ClassLoader loader;

    Started(Class<?>... beans) {
      application = TestApplication.with(beans);
      loader = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(before);
    }

    String deliver(String type) {
      return call(() -> application.deliver(type, RUN));
    }

    <T> T call(Supplier<T> what) {
      Thread thread = Thread.currentThread();
      ClassLoader outer = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return what.get();
      } finally {
        thread.setContextClassLoader(outer);
      }
    }

    @Override
    public void close() {
      call(
          () -> {
            application.close();
            return application;
          });
    }
  }

  public record Run(String runId) {}

  @ApplicationScoped
  static class One {
    private Supplier<String> meanwhile;

    String meanwhile(Supplier<String> what) {
      meanwhile = what;
      return "";
    }

    void on(@Observes @Webhook("**") Run run, Instance<Delivery> delivery, Notebook seen) {
      seen.write(delivery.get().type() + " " + run.runId());
      seen.write(meanwhile.get());
      seen.write(delivery.get().type());
    }
  }

  @ApplicationScoped
  static class Two {
    void on(@Observes @Webhook("**") Run run, Instance<Delivery> delivery, Notebook seen) {
      seen.write(delivery.get().type() + " " + run.runId());
    }
  }

  @ApplicationScoped
  static class Names {
    @Produces
    @ApplicationScoped
    Jsonb jsonb() {
      return JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));
    }
  }
}
