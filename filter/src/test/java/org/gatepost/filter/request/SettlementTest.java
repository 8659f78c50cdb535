package org.gatepost.filter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.Processing;
import org.gatepost.ledger.memory.MemoryLedger;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** What failed is given back, whatever else goes wrong. */
class SettlementTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final DeliveryKey KEY = new DeliveryKey("hook", "1");
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final Ledger ledger =
      MemoryLedger.of(
          new MemoryLedger.Settings(10, Duration.ofDays(1), Duration.ofMinutes(15)),
          new SettableClock(NOW));

  /** A request whose headers cannot be listed, as one that is over. */
  private static final class Over implements SignedRequest {
    private final Map<String, String> headers;

    Over(Map<String, String> headers) {
      this.headers = headers;
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String url() {
      return "https://example.com/hook";
    }

    @Override
    public Optional<String> configuredUrl() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      return Optional.ofNullable(headers.get(name)).stream().toList();
    }

    @Override
    public Set<String> headerNames() {
      throw new IllegalStateException("over");
    }

    @Override
    public byte[] body() {
      return BODY;
    }
  }

  private static Verified verified() {
    Scheme scheme = Scheme.preset("x-signature");
    Secret secret = Secret.of("test", "s3cr3t");
    Map<String, String> headers = scheme.signer(secret).sign(BODY, NOW, Map.of());
    return (Verified) scheme.verifier(List.of(secret)).verify(new Over(headers), NOW);
  }

  private static <T> T answering(Class<T> type, Object status) {
    return type.cast(
        Proxy.newProxyInstance(
            SettlementTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getStatus" -> status;
                  case "isCommitted", "isAsyncStarted" -> false;
                  default -> null;
                }));
  }

  private Settlement settlement(int status) {
    Claim.Granted claim = (Claim.Granted) ledger.claim(KEY);
    Passage passage = Passage.of("hook", verified(), NOW, new Processing(ledger, claim));
    return new Settlement(
        passage,
        answering(HttpServletRequest.class, 0),
        answering(HttpServletResponse.class, status));
  }

  private int nextAttempt() {
    return ((Claim.Granted) ledger.claim(KEY)).attempt();
  }

  @Test
  void whatThrewIsGivenBackThoughItCannotBeShown() {
    Settlement settlement = settlement(200);

    assertThat(catchThrowable(settlement::failed)).hasMessage("over");
    assertThat(nextAttempt()).isEqualTo(2);
  }

  @Test
  void whatWasAnsweredWithAnErrorIsGivenBackThoughItCannotBeShown() {
    Settlement settlement = settlement(500);
    HttpServletRequest request = answering(HttpServletRequest.class, 0);

    assertThat(catchThrowable(() -> settlement.returned(request))).hasMessage("over");
    assertThat(nextAttempt()).isEqualTo(2);
  }
}
