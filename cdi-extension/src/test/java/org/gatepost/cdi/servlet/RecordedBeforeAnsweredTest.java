package org.gatepost.cdi.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The outcome is in the ledger before the first byte of the answer goes out: a copy that is sent at
 * that very moment sees it.
 */
class RecordedBeforeAnsweredTest {
  @TempDir private Path directory;
  private HttpApplication application;
  private final AtomicReference<String> typeOfCopy = new AtomicReference<>();
  private final AtomicReference<HttpApplication.Response> copy = new AtomicReference<>();

  @BeforeEach
  void start() {
    application = new HttpApplication(directory, this::sendCopyBeforeAnswer, Observers.class);
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
  }

  @Test
  void finishedDeliveryIsRecordedFirst() {
    assertThat(postWithCopy("push").status()).isEqualTo(200);

    assertThat(copy.get().body()).isEqualTo("{\"status\":\"already_processed\"}");
  }

  @Test
  void ignoredDeliveryIsGivenBackFirst() {
    assertThat(postWithCopy("unheard.of").status()).isEqualTo(200);

    assertThat(copy.get().body()).isEqualTo("{\"status\":\"ignored\"}");
  }

  @Test
  void failedDeliveryIsGivenBackFirst() {
    assertThat(postWithCopy("fails.once").status()).isEqualTo(500);

    assertThat(copy.get().body()).isEqualTo("{\"status\":\"success\"}");
  }

  private HttpApplication.Response postWithCopy(String type) {
    typeOfCopy.set(type);
    return application.post("id-1", type, "{}");
  }

  private void sendCopyBeforeAnswer(
      ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        request,
        new HttpServletResponseWrapper((HttpServletResponse) response) {
          @Override
          public ServletOutputStream getOutputStream() throws IOException {
            String type = typeOfCopy.getAndSet(null);
            if (type != null) {
              copy.set(application.post("id-1", type, "{}"));
            }
            return super.getOutputStream();
          }
        });
  }

  @ApplicationScoped
  static class Observers {
    void push(@Observes @Webhook("push") Delivery delivery) {}

    void failsOnce(@Observes @Webhook("fails.once") Delivery delivery) {
      if (delivery.attempt() == 1) {
        throw new IllegalStateException("expected");
      }
    }
  }
}
