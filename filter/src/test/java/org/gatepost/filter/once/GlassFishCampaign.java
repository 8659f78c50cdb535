package org.gatepost.filter.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.filter.fixture.GlassFishServer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.fixture.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In GlassFish an asynchronous failure gives the delivery back, and a success finishes it. */
@Timeout(300)
class GlassFishCampaign {
  private static final String WEB_XML =
      """
      <web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>
        <filter>
          <filter-name>hooks</filter-name>
          <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param><param-name>scheme</param-name><param-value>x-signature</param-value></init-param>
          <init-param><param-name>secret</param-name><param-value>literal:s3cr3t</param-value></init-param>
        </filter>
        <filter-mapping><filter-name>hooks</filter-name><url-pattern>/*</url-pattern></filter-mapping>
        <servlet>
          <servlet-name>failures</servlet-name>
          <servlet-class>org.gatepost.filter.AsyncFailures</servlet-class>
          <async-supported>true</async-supported>
        </servlet>
        <servlet-mapping><servlet-name>failures</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
      </web-app>
      """;

  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server =
        new GlassFishServer(
            Path.of(System.getProperty("gatepost.glassfish")),
            WEB_XML,
            Path.of("target", "classes"),
            Path.of("..", "core", "target", "classes"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static HttpResponse<String> post(String how) throws Exception {
    return server.post(
        "/hooks/x",
        Post.signed(
            "x-signature",
            "s3cr3t",
            Instant.EPOCH,
            ("{\"how\":\"" + how + "\"}").getBytes(StandardCharsets.UTF_8),
            Map.of("how", how)));
  }

  /** Whether or not the application has a listener of its own, whose response the server sets. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "error",
        "timeout",
        "dispatch",
        "exception",
        "status with a listener",
        "error with a listener",
        "timeout with a listener",
        "dispatch with a listener",
        "exception with a listener",
        "status with a created listener",
        "timeout with a created listener",
        "status with a later listener",
        "timeout with a later listener"
      })
  void failureGivesTheDeliveryBack(String how) throws Exception {
    assertThat(post(how).statusCode()).isGreaterThanOrEqualTo(500);
    assertIsGivenBack(how);
  }

  @Test
  void listenerMayAnswerATimeoutByTheResponseThatItIsShown() throws Exception {
    assertThat(post("timeout that is answered").statusCode()).isEqualTo(202);
    Await.until(() -> post("timeout that is answered").body().contains("already_processed"));
  }

  private static void assertIsGivenBack(String how) throws Exception {
    // The server settles a delivery after its answer has gone out.
    AtomicReference<HttpResponse<String>> second = new AtomicReference<>();
    Await.until(
        () -> {
          second.set(post(how));
          return second.get().statusCode() != 503;
        });

    assertThat(second.get().body()).isEqualTo("attempt 2");
    assertThat(post(how).body()).contains("already_processed");
  }

  @Test
  void successFinishesTheDelivery() throws Exception {
    assertThat(post("success").statusCode()).isEqualTo(200);
    Await.until(() -> post("success").body().contains("already_processed"));
    assertThat(post("not at all").body()).isEqualTo("attempt 1");
    assertThat(post("not at all").body()).contains("already_processed");
  }
}
