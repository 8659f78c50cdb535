package org.gatepost.filter.once;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatepost.Delivery;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.filter.fixture.AsyncFailures;
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

/** An asynchronous servlet has finished a delivery when its context completes. */
@InEachContainer
class AsyncTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BODY = "{\"delivery_id\":\"d-1\",\"event\":\"run.done\"}";
  private static final Post POST = Post.signed("broxi", "s3cr3t", NOW, BODY);

  // Jetty forgets a timeout at times, with and without the filter, while the servlet still runs.
  private static final long SOON_MILLIS = 200;

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final List<Integer> attempts = new CopyOnWriteArrayList<>();
  private final BlockingQueue<AsyncContext> contexts = new LinkedBlockingQueue<>();

  /** A servlet that does this at the first attempt, and nothing at further ones. */
  private WebApp app(WebApp.Service first) {
    return new WebApp()
        .filter(
            "broxi",
            new WebhookFilter(new SettableClock(NOW)),
            Map.of("scheme", "broxi", "secret", "literal:s3cr3t"),
            "/*",
            DispatcherType.REQUEST,
            DispatcherType.ASYNC)
        .servlet(
            "/broxi",
            (request, response) -> {
              attempts.add(((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).attempt());
              if (attempts.size() == 1) {
                first.service(request, response);
              }
            });
  }

  /** The container settles a delivery after its answer has gone out: copies may come before. */
  private static void awaitAlreadyProcessed(Server server) throws Exception {
    Await.until(() -> server.post("/broxi", POST).body().contains("already_processed"));
  }

  private static void awaitNextAttempt(Server server) throws Exception {
    Await.until(() -> server.post("/broxi", POST).statusCode() != 503);
  }

  @Test
  void deliveryIsInProgressUntilTheContextCompletes() throws Exception {
    try (Server server =
        container.start(app((request, response) -> contexts.add(request.startAsync())))) {
      CompletableFuture<HttpResponse<String>> first = server.postAsync("/broxi", POST);
      AsyncContext context = contexts.poll(3, TimeUnit.MINUTES);

      HttpResponse<String> copy = server.post("/broxi", POST);
      assertThat(copy.statusCode()).isEqualTo(503);
      assertThat(copy.headers().firstValue("Retry-After")).isPresent();

      context.complete();
      assertThat(first.get(3, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
      awaitAlreadyProcessed(server);
    }
    assertThat(attempts).containsExactly(1);
  }

  @Test
  void contextThatCompletesBeforeTheServletReturnsFinishesTheDelivery() throws Exception {
    try (Server server =
        container.start(app((request, response) -> request.startAsync().complete()))) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(200);
      awaitAlreadyProcessed(server);
    }
    assertThat(attempts).containsExactly(1);
  }

  @Test
  void statusAtCompletionDecides() throws Exception {
    WebApp.Service failing =
        (request, response) -> {
          AsyncContext context = request.startAsync();
          context.start(
              () -> {
                response.setStatus(500);
                context.complete();
              });
        };
    try (Server server = container.start(app(failing))) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      awaitNextAttempt(server);
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void errorSentBeforeCompletionGivesTheDeliveryBack() throws Exception {
    WebApp.Service failing =
        (request, response) -> {
          AsyncContext context = request.startAsync();
          context.start(
              () -> {
                try {
                  response.sendError(503);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                context.complete();
              });
        };
    try (Server server = container.start(app(failing))) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(503);
      awaitNextAttempt(server);
    }
    assertThat(attempts).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void exceptionAfterGoingAsynchronousGivesTheDeliveryBack() throws Exception {
    WebApp.Service failing =
        (request, response) -> {
          // Payara answers only then.
          request.startAsync().setTimeout(500);
          throw new IllegalStateException("failed");
        };
    try (Server server = container.start(app(failing))) {
      // Tomcat breaks off, with and without the filter.
      server.postAlone("/broxi", POST);
      awaitNextAttempt(server);
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void asynchronousTargetThatGoesAsynchronousAgainIsTheOutcome() throws Exception {
    WebApp app =
        app((request, response) -> request.startAsync().dispatch("/second"))
            .servlet(
                "/second",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  context.start(
                      () -> {
                        response.setStatus(500);
                        context.complete();
                      });
                });
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      awaitNextAttempt(server);
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void timeoutGivesTheDeliveryBack() throws Exception {
    try (Server server =
        container.start(app((request, response) -> request.startAsync().setTimeout(SOON_MILLIS)))) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      awaitNextAttempt(server);
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void applicationMayAnswerATimeoutItself() throws Exception {
    WebApp.Service lateButDone =
        (request, response) -> {
          AsyncContext context = request.startAsync();
          context.setTimeout(SOON_MILLIS);
          context.addListener(new CompletingAtTimeout());
        };
    try (Server server = container.start(app(lateButDone))) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(202);
      awaitAlreadyProcessed(server);
    }
    assertThat(attempts).containsExactly(1);
  }

  @Test
  void listenerOfTheApplicationChangesNoOutcome() throws Exception {
    WebApp.Service failing =
        (request, response) -> {
          AsyncContext context = request.startAsync();
          assertThat(request.getAsyncContext()).isSameAs(context);
          context.setTimeout(SOON_MILLIS);
          context.addListener(new AsyncFailures.Idle());
        };
    try (Server server = container.start(app(failing))) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      awaitNextAttempt(server);
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void dispatchBackThroughTheFilterIsTheSameDelivery() throws Exception {
    WebApp app =
        app((request, response) -> request.startAsync().dispatch("/second"))
            .servlet("/second", (request, response) -> request.startAsync().dispatch("/third"))
            .servlet(
                "/third",
                (request, response) -> {
                  Delivery delivery = (Delivery) request.getAttribute(Delivery.ATTRIBUTE);
                  response.getWriter().write(delivery.type());
                });
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).body()).isEqualTo("run.done");
      awaitAlreadyProcessed(server);
    }
    assertThat(attempts).containsExactly(1);
    assertThat(log.lines("GP026")).hasSize(1);
  }

  @Test
  void dispatchTargetReadsTheBody() throws Exception {
    WebApp app =
        app((request, response) -> request.startAsync().dispatch("/second"))
            .servlet(
                "/second",
                (request, response) ->
                    response.getOutputStream().write(request.getInputStream().readAllBytes()));
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).body()).isEqualTo(BODY);
    }
  }

  @Test
  void dispatchThatFailsGivesTheDeliveryBack() throws Exception {
    WebApp app =
        app((request, response) -> request.startAsync().dispatch("/second"))
            .servlet(
                "/second",
                (request, response) -> {
                  throw new IllegalStateException("failed");
                });
    try (Server server = container.start(app)) {
      assertThat(server.post("/broxi", POST).statusCode()).isEqualTo(500);
      awaitNextAttempt(server);
    }
    assertThat(attempts).containsExactly(1, 2);
  }

  private static final class CompletingAtTimeout implements AsyncListener {
    @Override
    public void onTimeout(AsyncEvent event) {
      ((HttpServletResponse) event.getAsyncContext().getResponse()).setStatus(202);
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
