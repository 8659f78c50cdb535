package org.gatepost.filter.once;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status from 200 to 299 finishes a delivery; anything else gives it back. */
@InEachContainer
class OutcomeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Post POST =
      Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final List<Integer> attempts = new CopyOnWriteArrayList<>();

  /** A guarded servlet whose attempts are recorded. */
  private WebApp app(WebApp.Service servlet) {
    Map<String, String> params = Map.of("scheme", "broxi", "secret", "literal:s3cr3t");
    return new WebApp()
        .guard("broxi", new SettableClock(NOW), params)
        .servlet(
            "/broxi",
            (request, response) -> {
              attempts.add(((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).attempt());
              servlet.service(request, response);
            });
  }

  private void postTwice(WebApp.Service servlet, int status) throws Exception {
    try (Server server = container.start(app(servlet))) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(status);
      server.post("/broxi", POST);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204, 299})
  void statusOfSuccessFinishesTheDelivery(int status) throws Exception {
    postTwice((request, response) -> response.setStatus(status), status);
    assertThat(attempts).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 304, 307, 399, 400, 404, 409, 500, 503, 599})
  void otherStatusGivesTheDeliveryBack(int status) throws Exception {
    postTwice((request, response) -> response.setStatus(status), status);
    assertThat(attempts).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500})
  void sentErrorGivesTheDeliveryBack(int status) throws Exception {
    postTwice((request, response) -> response.sendError(status), status);
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void sentErrorWithAPageOfTheApplicationGivesTheDeliveryBack() throws Exception {
    WebApp app =
        app((request, response) -> response.sendError(500))
            .servlet("/page", (request, response) -> response.getWriter().print("page"))
            .errorPage("/page");
    try (Server server = container.start(app)) {
      HttpResponse<String> answer = server.post("/broxi", POST);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("page");
      server.post("/broxi", POST);
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void redirectGivesTheDeliveryBack() throws Exception {
    postTwice((request, response) -> response.sendRedirect("/elsewhere"), 302);
    assertThat(attempts).containsExactly(1, 2);
    assertThat(log.audit().get(0))
        .contains("\"outcome\":\"failed\",\"reason\":\"status\",\"status\":302");
  }

  @Test
  void servletThatSetsNoStatusFinishesTheDelivery() throws Exception {
    postTwice((request, response) -> {}, 200);
    assertThat(attempts).containsExactly(1);
  }

  @Test
  void exceptionsGiveTheDeliveryBack() throws Exception {
    List<WebApp.Service> failing =
        List.of(
            (request, response) -> {
              throw new ServletException("failed");
            },
            (request, response) -> {
              throw new IOException("failed");
            },
            (request, response) -> {
              throw new IllegalStateException("failed");
            },
            (request, response) -> {
              throw new LinkageError("failed");
            });
    for (WebApp.Service servlet : failing) {
      attempts.clear();
      postTwice(servlet, 500);
      assertThat(attempts).containsExactly(1, 2);
    }
  }

  @Test
  void exceptionAfterTheAnswerHasGoneOutGivesTheDeliveryBack() throws Exception {
    WebApp app =
        app(
            (request, response) -> {
              response.getWriter().write("fine");
              response.flushBuffer();
              if (attempts.size() == 1) {
                throw new IllegalArgumentException("not fine");
              }
            });
    try (Server server = container.start(app)) {
      assertThat(server.postAlone("/broxi", POST)).startsWith("HTTP/1.1 200");
      Await.until(() -> !server.postAlone("/broxi", POST).startsWith("HTTP/1.1 503"));
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void attemptsAreCountedUntilOneSucceeds() throws Exception {
    WebApp app = app((request, response) -> response.setStatus(attempts.size() < 3 ? 500 : 200));
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      assertThat(server.post("/broxi", POST).body()).isEmpty();
      assertThat(server.post("/broxi", POST).body()).contains("already_processed");
    }
    assertThat(attempts).containsExactly(1, 2, 3);
  }
}
