package org.gatepost.cdi.failure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An observer that throws, whatever it throws, keeps no other from running. */
class ObserverFailureTest {
  private static final String CANARY = "zaunkoenig";

  @AutoClose private final LogLines log = new LogLines();
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "checked", "error", "linkage"})
  void othersRunAndTheDeliveryHasFailed(String type) {
    assertThat(application.deliver(type, "{}")).isEqualTo("FAILED");

    assertThat(application.seen()).containsExactly("before", "after");
  }

  @ParameterizedTest
  @CsvSource({
    "runtime, java.lang.IllegalStateException: expected",
    "checked, java.io.IOException: expected",
    "error, java.lang.AssertionError: expected",
    "linkage, java.lang.NoClassDefFoundError: expected"
  })
  void isLoggedOnceWithItsOwnExceptionAndNothingOfTheBody(String type, String exception) {
    application.deliver("id-1", type, "{\"name\": \"" + CANARY + "\"}");

    assertThat(log.with("GP121"))
        .singleElement()
        .asString()
        .contains(
            "SEVERE: GP121: Delivery[source=test, type="
                + type
                + ", key=id-1;type="
                + type
                + ", id=id-1] failed in [",
            "Observers#" + type + "(org.gatepost.Delivery)] at attempt 1",
            exception,
            "at org.gatepost.cdi.failure.ObserverFailureTest$Observers." + type)
        .doesNotContain("ObserverException");
    assertThat(log.with(CANARY)).isEmpty();
  }

  @Test
  void eachOfSeveralFailuresIsLogged() {
    assertThat(application.deliver("both", "{}")).isEqualTo("FAILED");

    assertThat(log.with("GP121")).hasSize(2);
    assertThat(application.seen()).containsExactly("before", "after");
  }

  @Test
  void theNextDeliveryIsProcessedAsIfNothingHadHappened() {
    application.deliver("runtime", "{}");

    assertThat(application.deliver("fine", "{}")).isEqualTo("DONE");
  }

  @ApplicationScoped
  static class Observers {
    void before(@Observes @Priority(1) @Webhook("**") Delivery delivery, Notebook seen) {
      seen.write("before");
    }

    void runtime(@Observes @Webhook("runtime") Delivery delivery) {
      throw new IllegalStateException("expected");
    }

    void checked(@Observes @Webhook("checked") Delivery delivery) throws IOException {
      throw new IOException("expected");
    }

    void error(@Observes @Webhook("error") Delivery delivery) {
      throw new AssertionError("expected");
    }

    void linkage(@Observes @Webhook("linkage") Delivery delivery) {
      throw new NoClassDefFoundError("expected");
    }

    void oneOfTwo(@Observes @Webhook("both") Delivery delivery) {
      throw new IllegalStateException("expected");
    }

    void twoOfTwo(@Observes @Webhook("both") Delivery delivery) throws IOException {
      throw new IOException("expected");
    }

    void after(@Observes @Priority(9000) @Webhook("**") Delivery delivery, Notebook seen) {
      seen.write("after");
    }
  }
}
