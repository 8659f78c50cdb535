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

/** What a filter with {@code mode=observe} lets through reaches observers only if it is genuine. */
class ObservedRequestTest {
  @TempDir private Path directory;
  private HttpApplication application;

  @BeforeEach
  void start() {
    application =
        new HttpApplication(
            directory,
            "observe",
            (request, response, chain) -> chain.doFilter(request, response),
            Observers.class);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
  }

  @Test
  void forgedRequestReachesNoObserver() {
    try (LogLines log = new LogLines()) {
      Map<String, String> forged =
          Map.of("X-Id", "id-1", "X-Type", "push", "X-Signature", "0".repeat(64));

      assertThat(application.send("POST", "/webhooks/test", forged, "{}").status()).isEqualTo(500);
      assertThat(log.with("GP107")).singleElement().asString().contains("mode=observe");
      assertThat(application.beans().seen()).isEmpty();
    }
  }

  @Test
  void genuineRequestReachesItsObservers() {
    assertThat(application.post("id-1", "push", "{}").status()).isEqualTo(200);

    assertThat(application.beans().seen()).hasSize(1);
  }

  @Test
  void copyReachesItsObserversAgain() {
    application.post("id-1", "push", "{}");

    assertThat(application.post("id-1", "push", "{}").body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(application.beans().seen()).hasSize(2);
  }

  @ApplicationScoped
  static class Observers {
    void on(@Observes @Webhook("**") Delivery delivery, Notebook seen) {
      seen.write(delivery);
    }
  }
}
