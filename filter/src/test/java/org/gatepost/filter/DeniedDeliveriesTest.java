package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Map;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody is told where what stands behind the gate turns a genuine delivery away. */
@InEachContainer
class DeniedDeliveriesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Post POST =
      Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}");
  private static final Map<String, String> PARAMS =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private static WebApp app(WebApp.Service servlet) {
    return new WebApp().guard("broxi", new SettableClock(NOW), PARAMS).servlet("/broxi", servlet);
  }

  private static Filter filter(int status) {
    return (request, response, chain) -> ((HttpServletResponse) response).setStatus(status);
  }

  private void post(WebApp app, Post post, int status) throws Exception {
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", post).statusCode()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"401, 1", "403, 1", "302, 0", "400, 0", "404, 0", "500, 0", "200, 0"})
  void answerThatTurnsADeliveryAwayIsTold(int status, int lines) throws Exception {
    post(app((request, response) -> response.setStatus(status)), POST, status);
    assertThat(log.lines("GP039"))
        .hasSize(lines)
        .allSatisfy(
            line ->
                assertThat(line)
                    .asString()
                    .contains("source [broxi]", "answered with " + status)
                    .doesNotContain("Spring"));
  }

  @ParameterizedTest
  @CsvSource({"401, 1", "403, 1", "302, 1", "500, 0"})
  void springSecurityIsNamedWhereItIs(int status, int lines) throws Exception {
    WebApp app =
        app((request, response) -> {})
            .filter(
                "springSecurityFilterChain",
                filter(status),
                Map.of(),
                "/*",
                DispatcherType.REQUEST);
    post(app, POST, status);
    assertThat(log.lines("GP039"))
        .hasSize(lines)
        .allSatisfy(line -> assertThat(line).asString().contains("csrf()"));
  }

  @Test
  void errorPageThatWantsALoginIsTold() throws Exception {
    WebApp app =
        app((request, response) -> response.sendError(500))
            .errorPage("/error")
            .servlet("/error", (request, response) -> response.setStatus(401));
    post(app, POST, 401);
    assertThat(log.lines("GP039"))
        .singleElement()
        .asString()
        .contains("source [broxi]", "answered with 401");
  }

  @Test
  void forgeryThatTheGateRefusesIsNotTold() throws Exception {
    post(app((request, response) -> {}), Post.unsigned("{}"), 401);
    assertThat(log.lines("GP039")).isEmpty();
  }
}
