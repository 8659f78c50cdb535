package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestSender;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sender is answered, over HTTP. */
class EventServletTest {
  @TempDir private Path directory;
  private HttpApplication application;

  @BeforeEach
  void start() {
    application = new HttpApplication(directory, Observers.class);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
  }

  @Test
  void successWhenEveryObserverIsDone() {
    assertThat(application.post("id-1", "run", "{\"id\": \"r1\"}"))
        .isEqualTo(answer(200, "{\"status\":\"success\"}"));

    assertThat(application.beans().seen())
        .containsExactly("test run id-1 attempt 1", new Run("r1"));
  }

  @Test
  void answerIsTheSchemesWhetherTheDeliveryIsNewOrACopyOrIgnored() throws Exception {
    application.close();
    Map<String, String> params = new HashMap<>(TestSender.SCHEME);
    params.put("scheme", "x-signature");
    params.put("secret", "literal:" + TestSender.SECRET);
    params.put("answer", "<Response/>");
    params.put("answer-content-type", "text/xml");
    application = new HttpApplication(directory, params, Observers.class);

    for (String type : new String[] {"run", "run", "unheard.of"}) {
      HttpApplication.Response response =
          application.post("id-" + type.length(), type, "{\"id\": \"r1\"}");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("<Response/>");
      assertThat(response.contentType()).startsWith("text/xml");
    }
    assertThat(application.post("id-2", "run", "{\"id\": x}").body())
        .isEqualTo("{\"error\":\"Invalid payload\"}");
  }

  @Test
  void servletWithAServiceOfItsOwnIsGivenWhatIsClaimed() {
    application.post("id-1", "run", "{\"id\": \"r1\"}");
    application.send("POST", "/plain", Map.of(), "");

    assertThat(application.claims("events")).isFalse();
    assertThat(application.claims("plain")).isTrue();
  }

  @Test
  void ignoredWhenNobodyObservesTheType() {
    assertThat(application.post("id-1", "unheard.of", "not even JSON"))
        .isEqualTo(answer(200, "{\"status\":\"ignored\"}"));
  }

  @Test
  void ignoredDeliveryIsRememberedByNobody() {
    application.post("id-1", "unheard.of", "{}");

    assertThat(application.post("id-1", "unheard.of", "{}"))
        .isEqualTo(answer(200, "{\"status\":\"ignored\"}"));
  }

  @Test
  void alreadyProcessedWhenTheSameDeliveryComesAgain() {
    application.post("id-1", "run", "{\"id\": \"r1\"}");

    assertThat(application.post("id-1", "run", "{\"id\": \"r1\"}"))
        .isEqualTo(answer(200, "{\"status\":\"already_processed\"}"));

    assertThat(application.beans().seen()).hasSize(2);
  }

  @Test
  void processingFailedWhenAnObserverThrowsAndTheRetryReachesOnlyThat() {
    assertThat(application.post("id-1", "fails.once", "{}"))
        .isEqualTo(answer(500, "{\"error\":\"Processing failed\"}"));
    assertThat(application.post("id-1", "fails.once", "{}"))
        .isEqualTo(answer(200, "{\"status\":\"success\"}"));
    assertThat(application.post("id-1", "fails.once", "{}"))
        .isEqualTo(answer(200, "{\"status\":\"already_processed\"}"));

    assertThat(application.beans().seen())
        .containsExactly("test fails.once id-1 attempt 1", "fails", "succeeds at attempt 2");
  }

  @Test
  void invalidPayloadWhenTheBodyDoesNotBindAndNothingOfItIsLogged() {
    try (LogLines log = new LogLines()) {
      assertThat(application.post("id-1", "run", "{\"id\": zaunkoenig}"))
          .isEqualTo(answer(400, "{\"error\":\"Invalid payload\"}"));

      assertThat(log.with("GP120")).hasSize(1);
      assertThat(log.with("zaunkoenig")).isEmpty();
    }
    assertThat(application.beans().seen()).containsExactly("test run id-1 attempt 1");
  }

  @Test
  void invalidDeliveryIsNotFinished() {
    application.post("id-1", "run", "[]");

    assertThat(application.post("id-1", "run", "{\"id\": \"r1\"}").status()).isEqualTo(200);
    assertThat(application.beans().seen())
        .containsExactly("test run id-1 attempt 1", new Run("r1"));
  }

  private static HttpApplication.Response answer(int status, String body) {
    return new HttpApplication.Response(status, body, Optional.empty(), "application/json");
  }

  public record Run(String id) {}

  @ApplicationScoped
  static class Observers {
    void first(@Observes @Priority(1) @Webhook("run") Delivery delivery, Notebook seen) {
      seen.write(text(delivery));
    }

    void run(@Observes @Webhook("run") Run run, Notebook seen) {
      seen.write(run);
    }

    void steady(@Observes @Priority(1) @Webhook("fails.*") Delivery delivery, Notebook seen) {
      seen.write(text(delivery));
    }

    void failsOnce(@Observes @Webhook("fails.once") Delivery delivery, Notebook seen) {
      if (delivery.attempt() == 1) {
        seen.write("fails");
        throw new IllegalStateException("expected");
      }
      seen.write("succeeds at attempt " + delivery.attempt());
    }

    private static String text(Delivery delivery) {
      return String.join(
          " ",
          delivery.source(),
          delivery.type(),
          delivery.id().orElseThrow(),
          "attempt",
          Integer.toString(delivery.attempt()));
    }
  }
}
