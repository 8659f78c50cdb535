package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.Notebook;
import org.gatepost.cdi.TestSender;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.RetryAfterException;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sender is answered where one observer's payload does not bind or validate. */
class UnbindableTest {
  @TempDir private Path directory;
  @AutoClose private final LogLines log = new LogLines();

  @ParameterizedTest
  @CsvSource({
    "beside.failing,    400, 500",
    "beside.failing,    500, 500",
    "beside.postponing, 400, 503",
    "beside.postponing, 500, 503",
    "beside.rejecting,  400, 400",
    "beside.rejecting,  500, 500",
    "beside.nothing,    400, 400",
    "beside.nothing,    500, 500",
  })
  void failedBeatsPostponedBeatsUnbindable(String type, String unbindable, int status)
      throws Exception {
    try (HttpApplication application = application(unbindable)) {
      assertThat(application.post("id-1", type, "{\"amount\": \"much\"}").status())
          .isEqualTo(status);
      assertThat(application.post("id-2", type, "{}").status()).isEqualTo(status);

      assertThat(log.with("GP120")).hasSize(2);
      assertThat(application.beans().isFinished("id-1", type)).isFalse();
    }
  }

  @Test
  void copyOfADeliveryThatDidNotBindRunsOnlyWhatHasNotFinished() throws Exception {
    try (HttpApplication application = application("400")) {
      HttpApplication.Response first = application.post("id-1", "plain", "{}");
      assertThat(first.status()).isEqualTo(400);
      assertThat(first.body()).isEqualTo("{\"error\":\"Invalid payload\"}");
      assertThat(application.beans().seen()).containsExactly("plain at attempt 1");

      // As after a mended deployment: now it binds.
      assertThat(application.post("id-1", "plain", "{\"amount\": 1}").status()).isEqualTo(200);
      assertThat(application.post("id-1", "plain", "{\"amount\": 1}").body())
          .isEqualTo("{\"status\":\"already_processed\"}");
      assertThat(application.beans().seen()).containsExactly("plain at attempt 1", new Sum(1));
      assertThat(log.with("\"outcome\":\"failed\""))
          .singleElement()
          .asString()
          .contains("\"reason\":\"status\",\"status\":400");
    }
  }

  private HttpApplication application(String unbindable) {
    Map<String, String> params = new HashMap<>(TestSender.SCHEME);
    params.put("scheme", "x-signature");
    params.put("secret", "literal:" + TestSender.SECRET);
    params.put("unbindable", unbindable);
    return new HttpApplication(directory, params, Observers.class);
  }

  public record Sum(@NotNull Integer amount) {}

  @ApplicationScoped
  static class Observers {
    void sum(@Observes @Webhook("**") Sum sum, Notebook seen) {
      seen.write(sum);
    }

    void plain(@Observes @Priority(1) @Webhook("plain") Delivery delivery, Notebook seen) {
      seen.write("plain at attempt " + delivery.attempt());
    }

    void fails(@Observes @Webhook("beside.failing") Delivery delivery) {
      throw new IllegalStateException("expected");
    }

    void postpones(@Observes @Webhook("beside.postponing") Delivery delivery) {
      throw new RetryAfterException(Duration.ofMinutes(1), "expected");
    }

    void rejects(@Observes @Webhook("beside.rejecting") Delivery delivery) {
      throw new DeliveryRejectedException("expected");
    }
  }
}
