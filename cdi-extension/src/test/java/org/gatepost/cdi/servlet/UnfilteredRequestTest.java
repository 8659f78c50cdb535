package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that did not pass a webhook filter reaches no observer. */
class UnfilteredRequestTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET", "PUT", "TRACK"})
  void isRefusedEvenIfItIsGenuine(String method) {
    HttpApplication.Response response =
        application.send(method, "/elsewhere", "id-1", "push", "{}");

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"error\":\"Processing failed\"}");
    assertThat(application.beans().seen()).isEmpty();
  }

  @Test
  void logSaysThatTheFilterMappingIsMissing() {
    try (LogLines log = new LogLines()) {
      application.send("POST", "/elsewhere", "id-1", "push", "{}");

      assertThat(log.with("GP107"))
          .singleElement()
          .asString()
          .contains(
              "SEVERE: GP107: a request to [/elsewhere] did not pass a WebhookFilter and was"
                  + " refused: web.xml must have a filter-mapping");
    }
  }

  @Test
  void logHasNoLineBreakThatTheRequestBrings() {
    try (LogLines log = new LogLines()) {
      application.send("POST", "/elsewhere/%0D%0AGP999", "id-1", "push", "{}");

      assertThat(log.with("GP107")).singleElement().asString().contains("[/elsewhere/%0D%0AGP999]");
    }
  }

  @Test
  void forgedRequestThatTheFilterRefusesDoesNotComeThisFar() {
    try (LogLines log = new LogLines()) {
      Map<String, String> forged =
          Map.of("X-Id", "id-1", "X-Type", "push", "X-Signature", "0".repeat(64));

      assertThat(application.send("POST", "/webhooks/test", forged, "{}").status()).isEqualTo(401);
      assertThat(log.with("GP107")).isEmpty();
      assertThat(application.beans().seen()).isEmpty();
    }
  }

  @ApplicationScoped
  static class Observers {
    void on(@Observes @Webhook("**") Delivery delivery, Notebook seen) {
      seen.write(delivery);
    }
  }
}
