package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.RetryAfterException;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sender is answered, and the audit log told, where observers do not take a delivery. */
class FailureAnswersTest {
  @TempDir private Path directory;
  private final LogLines log = new LogLines();
  private HttpApplication application;

  @BeforeEach
  void start() {
    application = new HttpApplication(directory, Observers.class);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
    log.close();
  }

  @Test
  void rejectionByAllIsSuccessAndFinished() {
    assertThat(application.post("id-1", "rejected", "{}"))
        .isEqualTo(answer(200, "{\"status\":\"success\"}", null));
    assertThat(application.post("id-1", "rejected", "{}"))
        .isEqualTo(answer(200, "{\"status\":\"already_processed\"}", null));

    assertThat(log.with("\"outcome\":\"accepted\""))
        .singleElement()
        .asString()
        .contains("\"status\":200", "\"attempt\":1,\"rejections\":2}");
  }

  @Test
  void rejectionBesideAFailureIsFailureAndCountedOnce() {
    assertThat(application.post("id-1", "rejected.failed", "{}"))
        .isEqualTo(answer(500, "{\"error\":\"Processing failed\"}", null));
    assertThat(application.post("id-1", "rejected.failed", "{}"))
        .isEqualTo(answer(200, "{\"status\":\"success\"}", null));

    assertThat(log.with("\"outcome\":\"failed\""))
        .singleElement()
        .asString()
        .contains("\"reason\":\"status\",\"status\":500", "\"rejections\":1");
    assertThat(log.with("\"outcome\":\"accepted\""))
        .singleElement()
        .asString()
        .doesNotContain("rejections");
  }

  @Test
  void postponementIsTryAgainAfterTheLongestDelay() {
    assertThat(application.post("id-1", "postponed", "{}"))
        .isEqualTo(answer(503, "{\"error\":\"Try again later\"}", "91"));

    assertThat(log.with("\"outcome\":\"failed\""))
        .singleElement()
        .asString()
        .contains("\"reason\":\"postponed\",\"status\":503");
    assertThat(log.with("GP141"))
        .hasSize(3)
        .anyMatch(
            line ->
                line.contains(
                        "INFO: GP141: Delivery[source=test, type=postponed, key=id-1;type=postponed, id=id-1] was postponed"
                            + " by [longest] for PT1M30.5S")
                    && line.contains("RetryAfterException: expected"));
    assertThat(log.with("GP121")).isEmpty();
  }

  @Test
  void postponedDeliveryIsProcessedWheneverItComes() {
    application.post("id-1", "postponed", "{}");

    assertThat(application.post("id-1", "postponed", "{}"))
        .isEqualTo(answer(200, "{\"status\":\"success\"}", null));
  }

  @Test
  void postponementBesideAFailureIsFailureWithTheDelay() {
    assertThat(application.post("id-1", "postponed.failed", "{}"))
        .isEqualTo(answer(500, "{\"error\":\"Processing failed\"}", "60"));
  }

  @Test
  void everyFailureIsLoggedWithTheIdOfTheDelivery() {
    application.post("id-7", "failed.twice", "{}");

    List<String> failures =
        log.with(
            "GP121: Delivery[source=test, type=failed.twice, key=id-7;type=failed.twice, id=id-7]");
    assertThat(failures).hasSize(2);
    assertThat(failures.get(0)).contains("IllegalStateException: first");
    assertThat(failures.get(1)).contains("IllegalStateException: second");
  }

  private static HttpApplication.Response answer(int status, String body, String retryAfter) {
    return new HttpApplication.Response(
        status, body, Optional.ofNullable(retryAfter), "application/json");
  }

  @ApplicationScoped
  static class Observers {
    void rejectsFirst(@Observes @Webhook("rejected") Delivery delivery) {
      throw new DeliveryRejectedException("expected");
    }

    void rejectsSecond(@Observes @Webhook("rejected**") Delivery delivery) {
      throw new DeliveryRejectedException("expected");
    }

    void failsOnce(@Observes @Webhook("*.failed") Delivery delivery) {
      if (delivery.attempt() == 1) {
        throw new IllegalStateException("expected");
      }
    }

    void postpones(@Observes @Priority(1) @Webhook("postponed**") Delivery delivery) {
      postponeOnce(delivery, Duration.ofMinutes(1));
    }

    void longest(
        @Observes @Priority(2) @Webhook(value = "postponed", consumer = "longest")
            Delivery delivery) {
      postponeOnce(delivery, Duration.ofMillis(90_500));
    }

    void shortest(@Observes @Priority(3) @Webhook("postponed") Delivery delivery) {
      postponeOnce(delivery, Duration.ofSeconds(1));
    }

    void first(@Observes @Priority(1) @Webhook("failed.twice") Delivery delivery) {
      throw new IllegalStateException("first");
    }

    void second(@Observes @Priority(2) @Webhook("failed.twice") Delivery delivery) {
      throw new IllegalStateException("second");
    }

    private static void postponeOnce(Delivery delivery, Duration delay) {
      if (delivery.attempt() == 1) {
        throw new RetryAfterException(delay, "expected");
      }
    }
  }
}
