package org.gatepost.filter.path;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepost.Delivery;
import org.gatepost.filter.WebhookFilter;
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

/** A filter mapped to every dispatch verifies each request once. */
@InEachContainer
class DispatchTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BODY = "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}";
  private static final Post POST = Post.signed("broxi", "s3cr3t", NOW, BODY);

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final List<String> seen = new CopyOnWriteArrayList<>();

  private WebApp app(WebApp.Service servlet) {
    return guarded("/*").servlet("/broxi", servlet).servlet("/other", this::see);
  }

  private static WebApp guarded(String path) {
    return new WebApp()
        .filter(
            "broxi",
            new WebhookFilter(new SettableClock(NOW)),
            Map.of("scheme", "broxi", "secret", "literal:s3cr3t"),
            path,
            DispatcherType.values());
  }

  private void see(HttpServletRequest request, HttpServletResponse response) {
    Delivery delivery = (Delivery) request.getAttribute(Delivery.ATTRIBUTE);
    seen.add(request.getDispatcherType() + " " + delivery.key().orElseThrow());
  }

  @Test
  void forwardIsTheSameDeliveryWithItsBody() throws Exception {
    WebApp app =
        guarded("/*")
            .servlet("/broxi", (in, out) -> in.getRequestDispatcher("/other").forward(in, out))
            .servlet(
                "/other",
                (in, out) -> {
                  see(in, out);
                  seen.add(new String(in.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                });
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(200);
      assertThat(server.post("/broxi", POST).body()).contains("already_processed");
    }
    assertThat(seen).containsExactly("FORWARD d-1", BODY);
    assertThat(log.lines("GP026")).hasSize(1);
  }

  @Test
  void includeIsTheSameDelivery() throws Exception {
    WebApp app = app((in, out) -> in.getRequestDispatcher("/other").include(in, out));
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(200);
      assertThat(server.post("/broxi", POST).body()).contains("already_processed");
    }
    assertThat(seen).containsExactly("INCLUDE d-1");
    assertThat(log.lines("GP026")).hasSize(1);
  }

  @Test
  void errorPageIsTheSameDeliveryWhichIsGivenBack() throws Exception {
    WebApp app =
        app((in, out) -> {
              throw new IllegalStateException("failed");
            })
            .errorPage("/other");
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
    }
    assertThat(seen).containsExactly("ERROR d-1", "ERROR d-1");
    assertThat(log.lines("GP026")).hasSize(2);
  }

  @Test
  void forwardFromAnUnguardedPathIsVerified() throws Exception {
    WebApp app =
        guarded("/other")
            .servlet("/open", (in, out) -> in.getRequestDispatcher("/other").forward(in, out))
            .servlet("/other", this::see);
    try (Server server = container.start(app)) {
      assertThat(server.post("/open", Post.unsigned(BODY)).statusCode()).isEqualTo(401);
      assertThat(server.post("/open", POST).statusCode()).isEqualTo(200);
    }
    assertThat(seen).containsExactly("FORWARD d-1");
  }

  @Test
  void pathOfTwoSourcesTakesWhatBothAccept() throws Exception {
    SettableClock clock = new SettableClock(NOW);
    Map<String, String> body = Map.of("scheme", "broxi-body", "secret", "literal:s3cr3t");
    WebApp app =
        guarded("/broxi")
            .filter("strict", new WebhookFilter(clock), body, "/*", DispatcherType.REQUEST)
            .servlet("/broxi", this::see);
    try (Server server = container.start(app)) {
      // Signed with its time, and so not the body alone.
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(401);
    }
    assertThat(seen).isEmpty();
  }
}
