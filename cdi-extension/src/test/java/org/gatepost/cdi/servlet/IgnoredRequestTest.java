package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import org.gatepost.cdi.LogLines;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that no observer wants is answered, and its copy is not taken for one. */
class IgnoredRequestTest {
  @TempDir private Path directory;

  @Test
  void everyCopyIsIgnoredAnewAndTheAuditLogSaysSo() throws Exception {
    try (HttpApplication application = new HttpApplication(directory, Elsewhere.class);
        LogLines log = new LogLines()) {
      for (int i = 0; i < 2; i++) {
        HttpApplication.Response response = application.post("id-1", "push", "{}");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ignored\"}");
      }

      assertThat(log.with("\"outcome\":\"ignored\",\"status\":200")).hasSize(2);
      assertThat(log.with("GP128: no observer can match source [test]"))
          .singleElement()
          .asString()
          .contains("WARNING", "observers hear [elsewhere]");
      assertThat(log.with("[push] is observed, but only of source [elsewhere]")).hasSize(1);
    }
  }

  @ApplicationScoped
  static class Elsewhere {
    void push(@Observes @Webhook(value = "push", source = "elsewhere") String body) {}
  }
}
