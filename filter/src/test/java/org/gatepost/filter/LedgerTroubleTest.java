package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.fixture.DelegatingLedger;
import org.gatepost.ledger.memory.MemoryLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What senders and operators are told where the ledger cannot do its part. */
class LedgerTroubleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(NOW);
  private final WebhookFilter filter = new WebhookFilter(clock);

  private static Post broxi(String id) {
    return Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"" + id + "\",\"event\":\"e\"}");
  }

  private Server start(WebApp.Service servlet) throws Exception {
    return Container.TOMCAT.start(
        new WebApp()
            .filter("hook", filter, BROXI, "/hook", DispatcherType.REQUEST)
            .servlet("/hook", servlet));
  }

  private void setLedger(Ledger ledger) throws ReflectiveOperationException {
    ExchangedLedger.set(filter, "hook", ledger, clock);
  }

  @Test
  void databaseThatIsNotThereLetsNothingThroughAndIsLookedForAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    WebApp app =
        new WebApp()
            .guard(
                "hook",
                clock,
                Map.of(
                    "scheme",
                    "broxi",
                    "secret",
                    "literal:s3cr3t",
                    "ledger",
                    "jdbc:java:comp/env/no"))
            .servlet("/hook", (request, response) -> runs.incrementAndGet());
    try (Server server = Container.TOMCAT.start(app)) {
      for (int i = 1; i <= 3; i++) {
        HttpResponse<String> answer = server.post("/hook", broxi("d"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(log.lines("GP066")).hasSize(i);
        clock.advance(Duration.ofMillis(600));
      }
    }
    assertThat(log.lines("GP024")).hasSize(1);
    assertThat(log.lines("GP066").get(0)).contains("source [hook]", "must be in JNDI");
    assertThat(log.lines("GP066").get(1)).contains("source [hook]", "down since " + NOW);
    assertThat(log.lines("GP066").get(2)).contains("source [hook]", "must be in JNDI");
    assertThat(runs).hasValue(0);
    assertThat(log.lines("GP024").get(0)).contains("[java:comp/env/no] must be in JNDI");
  }

  /** Grants every claim, and loses the connection then. */
  private static final class Failing extends DelegatingLedger {
    @Override
    public Claim claim(DeliveryKey key) {
      return new Claim.Granted(key, 1, 1);
    }

    @Override
    protected Ledger ledger() {
      throw new LedgerException("connection lost");
    }
  }

  @Test
  void fullLedgerSendsDeliveriesAway() throws Exception {
    Duration anyTime = Duration.ofDays(1);
    try (Server server = start((request, response) -> {})) {
      setLedger(MemoryLedger.of(new MemoryLedger.Settings(1, anyTime, anyTime), clock));
      assertThat(server.post("/hook", broxi("d-1")).statusCode()).isEqualTo(200);

      HttpResponse<String> answer = server.post("/hook", broxi("d-2"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Try again later\"}");
      assertThat(answer.headers().firstValue("Retry-After")).contains("5");
      assertThat(server.post("/hook", broxi("d-1")).body()).contains("already_processed");
      assertThat(server.post("/hook", broxi("d-3")).statusCode()).isEqualTo(503);
    }
    assertThat(log.lines("GP024")).hasSize(1);
    assertThat(log.lines("GP024").get(0)).contains("source [hook]", "full");
    assertThat(log.audit())
        .filteredOn(line -> line.contains("\"outcome\":\"ledger_unavailable\",\"status\":503"))
        .hasSize(2);
  }

  @Test
  void applicationsAnswerGoesOutThoughItsOutcomeCannotBeRecorded() throws Exception {
    try (Server server =
        start((in, out) -> out.setStatus(in.getParameter("status") == null ? 202 : 409))) {
      setLedger(new Failing());
      assertThat(server.post("/hook", broxi("d-1")).statusCode()).isEqualTo(202);
      assertThat(server.post("/hook?status=409", broxi("d-2")).statusCode()).isEqualTo(409);
      Await.until(() -> log.audit().size() == 2);
    }
    assertThat(log.lines("GP025"))
        .hasSize(2)
        .allMatch(line -> line.contains("source [hook]") && line.endsWith("connection lost"));
    assertThat(log.audit().get(0))
        .contains("\"outcome\":\"accepted\",\"reason\":\"not_recorded\",\"status\":202");
    assertThat(log.audit().get(1))
        .contains("\"outcome\":\"failed\",\"reason\":\"status\",\"status\":409");
  }

  @Test
  void observedDeliveryGoesOnWithoutALedger() throws Exception {
    Map<String, String> observe =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "mode", "observe");
    Duration anyTime = Duration.ofDays(1);
    WebApp app =
        new WebApp()
            .filter("hook", filter, observe, "/hook", DispatcherType.REQUEST)
            .servlet("/hook", (request, response) -> response.setStatus(218));
    try (Server server = Container.TOMCAT.start(app)) {
      setLedger(MemoryLedger.of(new MemoryLedger.Settings(1, anyTime, anyTime), clock));
      assertThat(server.post("/hook", broxi("d-1")).statusCode()).isEqualTo(218);
      assertThat(server.post("/hook", broxi("d-2")).statusCode()).isEqualTo(218);
      Await.until(() -> log.audit().size() == 2);
    }
    assertThat(log.audit().get(1))
        .contains("\"outcome\":\"observed\",\"reason\":\"ledger_unavailable\",\"status\":218");
  }

  @Test
  void outcomeOfADeliveryWhoseLeaseRanOutIsNotRecorded() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    WebApp.Service slowAtFirst =
        (request, response) -> {
          Delivery delivery = (Delivery) request.getAttribute(Delivery.ATTRIBUTE);
          assertThat(delivery.attempt()).isEqualTo(runs.incrementAndGet());
          if (delivery.attempt() == 1) {
            entered.countDown();
            Await.latch(leave);
          }
        };
    try (Server server = start(slowAtFirst)) {
      CompletableFuture<HttpResponse<String>> first = server.postAsync("/hook", broxi("d-1"));
      Await.latch(entered);
      clock.advance(Duration.ofMinutes(15));
      Post retry = Post.signed("broxi", "s3cr3t", clock.instant(), "{\"delivery_id\":\"d-1\"}");
      assertThat(server.post("/hook", retry).statusCode()).isEqualTo(200);
      leave.countDown();
      first.get(3, TimeUnit.MINUTES);
      Await.until(() -> !log.lines("GP025").isEmpty());
    }
    assertThat(runs).hasValue(2);
    assertThat(log.lines("GP025").get(0)).contains("source [hook]", "passed to another");
  }
}
