package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Passage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A delivery never shows the headers of another request, and its own for as long as it lives. */
@InEachContainer
class DeliveryHeadersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

  /** Something before the gate and something behind it; no servlet looks at the delivery. */
  private Server start(Filter before, Filter behind) throws Exception {
    return container.start(
        new WebApp()
            .filter("before", before, Map.of(), "/hook", DispatcherType.REQUEST)
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "ledger", "none"))
            .filter("behind", behind, Map.of(), "/hook", DispatcherType.REQUEST)
            .servlet("/hook", (request, response) -> {}));
  }

  private static Post post(String trace) {
    return Post.signed("x-signature", "s3cr3t", NOW, "{}").with("X-Trace", trace);
  }

  private static ServletRequest containers(ServletRequest request) {
    ServletRequest own = request;
    while (own instanceof ServletRequestWrapper wrapper) {
      own = wrapper.getRequest();
    }
    return own;
  }

  private static Delivery delivery(ServletRequest request) {
    return (Delivery) request.getAttribute(Delivery.ATTRIBUTE);
  }

  private static final Filter THROUGH =
      (request, response, chain) -> chain.doFilter(request, response);

  @Test
  void deliveryThatWasHandedOnOutlivesItsRequest() throws Exception {
    try (Server server =
        start(THROUGH, (request, response, chain) -> deliveries.add(delivery(request)))) {
      server.post("/hook", post("first"));
      server.post("/hook", post("second"));

      assertThat(deliveries.remove().header("x-trace")).contains("first");
      assertThat(deliveries.remove().header("x-trace")).contains("second");
    }
  }

  @Test
  void containersOwnRequestHasNoDelivery() throws Exception {
    try (Server server =
        start(
            THROUGH,
            (request, response, chain) -> {
              seen.add(Optional.ofNullable(delivery(containers(request))));
              seen.add(Collections.list(request.getAttributeNames()).contains(Delivery.ATTRIBUTE));
              Delivery shown = delivery(request);
              seen.add(shown == delivery(request));
            })) {
      server.post("/hook", post("first"));
    }

    assertThat(seen).containsExactly(Optional.empty(), true, true);
  }

  @Test
  void whatAnswersAfterAFailureHasTheHeaders() throws Exception {
    try (Server server =
        start(
            (request, response, chain) -> {
              try {
                chain.doFilter(request, response);
              } catch (IllegalStateException expected) {
                seen.add(expected.getMessage());
              }
              seen.add(delivery(request).headers("X-Trace"));
            },
            (request, response, chain) -> {
              if (seen.isEmpty()) {
                throw new IllegalStateException("thrown");
              }
              ((HttpServletResponse) response).setStatus(500);
            })) {
      server.post("/hook", post("first"));
      server.post("/hook", post("second"));
    }

    assertThat(seen).containsExactly("thrown", List.of("first"), List.of("second"));
  }

  @Test
  void asynchronousRequestHasTheHeadersOnAnotherThread() throws Exception {
    BlockingQueue<AsyncContext> contexts = new LinkedBlockingQueue<>();
    BlockingQueue<ServletRequest> requests = new LinkedBlockingQueue<>();
    try (Server server =
        start(
            THROUGH,
            (request, response, chain) -> {
              AsyncContext context = request.startAsync();
              requests.add(request);
              contexts.add(context);
            })) {
      CompletableFuture<?> answer = server.postAsync("/hook", post("first"));
      AsyncContext context = contexts.poll(3, TimeUnit.MINUTES);
      Delivery delivery = delivery(containers(requests.remove()));
      context.complete();
      answer.get(3, TimeUnit.MINUTES);

      assertThat(delivery.headers("X-Trace")).containsExactly("first");
    }
  }

  /** As the EventServlet does, which reads of a form or text how it is declared. */
  @Test
  void whatItIsDispatchedToReadsWhatNobodyHasReadBefore() throws Exception {
    WebApp app =
        new WebApp()
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "ledger", "none"))
            .servlet("/hook", (request, response) -> request.startAsync().dispatch("/second"))
            .servlet(
                "/second",
                (request, response) -> {
                  Passage passage = (Passage) request.getAttribute(Passage.ATTRIBUTE);
                  seen.add(passage.verified().request().headers("X-Trace"));
                });
    try (Server server = container.start(app)) {
      server.post("/hook", post("first"));
      server.post("/hook", post("second"));
    }

    assertThat(seen).containsExactly(List.of("first"), List.of("second"));
  }
}
