package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.ledger.fixture.DelegatingLedger;
import org.gatepost.ledger.memory.MemoryLedger;
import org.gatepost.receiver.Passage;
import org.gatepost.receiver.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who claims a delivery, where that may be left to the servlet that processes it. */
@ParameterizedClass
@EnumSource(
    value = Container.class,
    names = {"TOMCAT", "JETTY"})
class LateClaimsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");
  private static final Duration ANY = Duration.ofDays(1);

  @RegisterExtension final Log log = new Log();

  private final Container container;
  private final SettableClock clock = new SettableClock(NOW);
  private final WebhookFilter filter = new WebhookFilter(clock);
  private final List<String> called = new CopyOnWriteArrayList<>();
  private final Joining ledger = new Joining();

  LateClaimsTest(Container container) {
    this.container = container;
  }

  /** One that could grant claims in transactions, and is asked for others alone. */
  private final class Joining extends DelegatingLedger {
    private final Ledger memory = MemoryLedger.of(new MemoryLedger.Settings(100, ANY, ANY), clock);

    @Override
    protected Ledger ledger() {
      return memory;
    }

    @Override
    public boolean claimsInTransactions() {
      return true;
    }

    @Override
    public int attempts(DeliveryKey key) {
      return 4;
    }
  }

  private static Post delivery() {
    return Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"d\",\"event\":\"e\"}");
  }

  private Server start(@Nullable Filter between) throws Exception {
    return start(between, app -> {});
  }

  private Server start(@Nullable Filter between, Consumer<WebApp> more) throws Exception {
    WebApp app =
        new WebApp()
            .filter("hook", filter, BROXI, "/hook", DispatcherType.REQUEST)
            .servlet("/hook", this::claim)
            .servlet("/other", this::other)
            .part(context -> context.setAttribute(Passage.CLAIMING_SERVLET + "/hook", true));
    if (between != null) {
      app.filter("between", between, Map.of(), "/hook", DispatcherType.REQUEST);
    }
    more.accept(app);
    Server server = container.start(app);
    ExchangedLedger.set(filter, "hook", ledger, clock);
    return server;
  }

  /** As a servlet does that claims what it is given. */
  private void claim(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Passage passage = (Passage) request.getAttribute(Passage.ATTRIBUTE);
    called.add(passage.isUnclaimed() ? "unclaimed" : "claimed");
    Optional<Verdict> declined = passage.claim();
    if (declined.isPresent()) {
      ServletReply.send(passage.reply(declined.get().reply()), response);
    } else {
      called.add("attempt " + ((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).attempt());
    }
  }

  private void other(HttpServletRequest request, HttpServletResponse response) {
    Passage passage = (Passage) request.getAttribute(Passage.ATTRIBUTE);
    called.add(passage.isUnclaimed() ? "other, unclaimed" : "other, claimed");
  }

  @Test
  void servletThatClaimsIsGivenWhatIsUnclaimed() throws Exception {
    try (Server server = start(null)) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(200);
      assertThat(server.post("/hook", delivery()).body()).contains("already_processed");
      Await.until(() -> log.audit().size() == 2);
    }
    assertThat(called).containsExactly("unclaimed", "attempt 1", "unclaimed");
    assertThat(log.audit().get(0)).contains("\"outcome\":\"accepted\"", "\"attempt\":1");
    assertThat(log.audit().get(1)).contains("\"outcome\":\"duplicate\"", "\"status\":200");
  }

  @Test
  void copyOfWhatIsInProgressIsSentAway() throws Exception {
    try (Server server = start(null)) {
      ledger.memory.claim(new DeliveryKey("hook", "d"));
      HttpResponse<String> answer = server.post("/hook", delivery());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      Await.until(() -> log.audit().size() == 1);
    }
    assertThat(log.audit().get(0)).contains("\"outcome\":\"in_progress\"");
  }

  @Test
  void copyThatIsIncludedElsewhereIsNotAnsweredWithSuccess() throws Exception {
    Filter including =
        (request, response, chain) -> {
          request.getRequestDispatcher("/other").include(request, response);
          called.add("included");
        };
    try (Server server = start(including)) {
      ledger.memory.claim(new DeliveryKey("hook", "d"));
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(500);
    }
    assertThat(called).isEmpty();
  }

  @Test
  void copyOfWhatIsFinishedIsIncludedNowhere() throws Exception {
    Filter including =
        (request, response, chain) -> {
          request.getRequestDispatcher("/other").include(request, response);
          request.getRequestDispatcher("/other").include(request, response);
        };
    try (Server server = start(including)) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(200);
      assertThat(called).containsExactly("other, claimed", "other, claimed");
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(200);
    }
    assertThat(called).hasSize(2);
  }

  @Test
  void otherServletIsGivenWhatIsClaimed() throws Exception {
    try (Server server = start(forward())) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(200);
      assertThat(server.post("/hook", delivery()).body()).contains("already_processed");
    }
    assertThat(called).containsExactly("other, claimed");
  }

  @Test
  void otherServletOfAnAsynchronousDispatchIsGivenWhatIsClaimed() throws Exception {
    Filter dispatching =
        (request, response, chain) -> {
          AsyncContext context = request.startAsync();
          context.dispatch("/other");
        };
    try (Server server = start(dispatching)) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(200);
      assertThat(server.post("/hook", delivery()).body()).contains("already_processed");
    }
    assertThat(called).containsExactly("other, claimed");
  }

  private static Filter forward() {
    return new Filter() {
      @Override
      public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
          throws IOException, ServletException {
        request.getRequestDispatcher("/other").forward(request, response);
      }
    };
  }

  @Test
  void answerOfAFilterBetweenFinishesTheDelivery() throws Exception {
    Filter answering =
        (request, response, chain) ->
            called.add(
                "attempt " + ((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).attempt());
    try (Server server = start(answering)) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(200);
      Await.until(() -> log.audit().size() == 1);
    }
    assertThat(called).containsExactly("attempt 5");
    assertThat(ledger.memory.claim(new DeliveryKey("hook", "d"))).isEqualTo(new Claim.Done());
  }

  @Test
  void failureOfAFilterBetweenLeavesNothingBehind() throws Exception {
    Filter failing = (request, response, chain) -> ((HttpServletResponse) response).setStatus(500);
    try (Server server = start(failing)) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(500);
      Await.until(() -> log.audit().size() == 1);
    }
    assertThat(ledger.memory.claim(new DeliveryKey("hook", "d"))).isInstanceOf(Claim.Granted.class);
  }

  /** The request is over by then, and nobody would end the claim. */
  @Test
  void errorPageIsGivenWhatIsUnclaimedAsItIs() throws Exception {
    Filter failing = (request, response, chain) -> ((HttpServletResponse) response).sendError(500);
    Filter wrapping =
        (request, response, chain) -> chain.doFilter(new ServletRequestWrapper(request), response);
    try (Server server =
        start(
            failing,
            app ->
                app.errorPage("/page")
                    .filter("wrapping", wrapping, Map.of(), "/page", DispatcherType.ERROR)
                    .servlet("/page", (request, response) -> {}))) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(500);
    }
    assertThat(ledger.memory.claim(new DeliveryKey("hook", "d")))
        .isInstanceOfSatisfying(
            Claim.Granted.class, claim -> assertThat(claim.attempt()).isEqualTo(1));
  }

  @Test
  void whatNeedsAClaimMakesOne() throws Exception {
    Filter receipting =
        (request, response, chain) -> {
          ((Processing) request.getAttribute(Processing.ATTRIBUTE)).giveReceipt("a");
          chain.doFilter(request, response);
        };
    try (Server server = start(receipting)) {
      assertThat(server.post("/hook", delivery()).statusCode()).isEqualTo(200);
    }
    Await.until(() -> log.audit().size() == 1);
    assertThat(called).containsExactly("claimed", "attempt 1");
    assertThat(log.audit().get(0)).contains("\"attempt\":1");
  }
}
