package org.gatepost.cdi.failure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestApplication;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.RejectsDelivery;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An observer that will never process a delivery says so, and does not see it again. */
class RejectionTest {
  @AutoClose private final LogLines log = new LogLines();
  @AutoClose private final TestApplication application = TestApplication.with(Observers.class);

  @ParameterizedTest
  @CsvSource({
    "exception, org.gatepost.event.DeliveryRejectedException: expected",
    "annotation, org.gatepost.cdi.failure.RejectionTest$UnknownCustomerException: expected"
  })
  void rejectedDeliveryIsDoneAndItsReasonIsLogged(String type, String exception) {
    assertThat(application.deliver("id-1", type, "{}")).isEqualTo("DONE");

    assertThat(log.with("GP140"))
        .singleElement()
        .asString()
        .contains(
            "WARNING: GP140: Delivery[source=test, type="
                + type
                + ", key=id-1;type="
                + type
                + ", id=id-1] was rejected by [",
            "Observers#" + type + "(java.lang.String,org.gatepost.cdi.Notebook)], which is not",
            exception);
    assertThat(log.with("GP121")).isEmpty();
  }

  @Test
  void othersRunAndOnlyTheOneThatFailedRunsAgain() {
    assertThat(application.deliver("id-1", "mixed", "{}")).isEqualTo("FAILED");
    assertThat(application.deliver("id-1", "mixed", "{}")).isEqualTo("DONE");

    assertThat(application.seen())
        .containsExactly("rejects", "fails at attempt 1", "takes", "fails at attempt 2");
    assertThat(log.with("GP140")).hasSize(1);
  }

  @RejectsDelivery
  static class UnknownCustomerException extends Exception {
    UnknownCustomerException() {
      super("expected");
    }
  }

  @ApplicationScoped
  static class Observers {
    void exception(@Observes @Webhook("exception") String body, Notebook seen) {
      throw new DeliveryRejectedException("expected");
    }

    void annotation(@Observes @Webhook("annotation") String body, Notebook seen)
        throws UnknownCustomerException {
      throw new UnknownCustomerException();
    }

    void rejects(@Observes @Priority(1) @Webhook("mixed") String body, Notebook seen) {
      seen.write("rejects");
      throw new DeliveryRejectedException("expected");
    }

    void failsOnce(@Observes @Priority(2) @Webhook("mixed") Delivery delivery, Notebook seen) {
      seen.write("fails at attempt " + delivery.attempt());
      if (delivery.attempt() == 1) {
        throw new IllegalStateException("expected");
      }
    }

    void takes(@Observes @Priority(3) @Webhook("mixed") String body, Notebook seen) {
      seen.write("takes");
    }
  }
}
