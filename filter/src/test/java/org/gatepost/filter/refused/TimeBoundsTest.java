package org.gatepost.filter.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InOneContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** On which side of each bound of time equality falls. */
@InOneContainer
class TimeBoundsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String BODY = "{\"delivery_id\":\"d-1\",\"id\":\"d-1\"}";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final AtomicInteger runs = new AtomicInteger();
  private final SettableClock clock = new SettableClock(NOW);

  private Server start(Map<String, String> params) throws Exception {
    return container.start(
        new WebApp()
            .guard("hook", clock, params)
            .servlet("/hook", (request, response) -> runs.incrementAndGet()));
  }

  private int broxiAt(Server server, Instant signedAt) throws Exception {
    return server.post("/hook", Post.signed("broxi", "s3cr3t", signedAt, BODY)).statusCode();
  }

  @Test
  void signedTimeMayLieTheToleranceBackButNoSecondMore() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "ledger", "none");
    try (Server server = start(params)) {
      assertThat(broxiAt(server, NOW.minus(TOLERANCE).plus(SECOND))).isEqualTo(200);
      assertThat(broxiAt(server, NOW.minus(TOLERANCE))).isEqualTo(200);
      assertThat(broxiAt(server, NOW.minus(TOLERANCE).minus(SECOND))).isEqualTo(401);
    }
    assertThat(log.lines("GP020").get(0)).contains("STALE");
  }

  @Test
  void signedTimeMayLieTheToleranceAheadButNoSecondMore() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "ledger", "none");
    try (Server server = start(params)) {
      assertThat(broxiAt(server, NOW.plus(TOLERANCE).minus(SECOND))).isEqualTo(200);
      assertThat(broxiAt(server, NOW.plus(TOLERANCE))).isEqualTo(200);
      assertThat(broxiAt(server, NOW.plus(TOLERANCE).plus(SECOND))).isEqualTo(401);
    }
    assertThat(log.lines("GP020").get(0)).contains("FUTURE");
  }

  @Test
  void toleranceIsThatOfTheInitParam() throws Exception {
    Map<String, String> params =
        Map.of(
            "scheme", "broxi", "secret", "literal:s3cr3t", "tolerance", "PT10S", "ledger", "none");
    try (Server server = start(params)) {
      assertThat(broxiAt(server, NOW.minusSeconds(10))).isEqualTo(200);
      assertThat(broxiAt(server, NOW.minusSeconds(11))).isEqualTo(401);
    }
  }

  @Test
  void withoutToleranceAnyTimeIsFresh() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "tolerance", "none");
    try (Server server = start(params)) {
      assertThat(broxiAt(server, Instant.EPOCH.plus(SECOND))).isEqualTo(200);
    }
  }

  @Test
  void replayOfAnUntimedSchemeRunsAgainOnceItsFirstCopyIsForgotten() throws Exception {
    Post post = Post.signed("x-signature", "s3cr3t", NOW, BODY);
    Map<String, String> params =
        Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "remember", "PT1H");
    try (Server server = start(params)) {
      server.post("/hook", post);
      clock.set(NOW.plus(Duration.ofHours(1)).minusNanos(1));
      assertThat(server.post("/hook", post).body()).contains("already_processed");
      assertThat(runs).hasValue(1);

      clock.set(NOW.plus(Duration.ofHours(1)));
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(200);
      assertThat(runs).hasValue(2);
    }
  }

  @Test
  void replayOfATimedSchemeIsRememberedAsLongAsItIsFresh() throws Exception {
    // The shortest remember, and a copy that is signed as far ahead as may be.
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "remember", "PT10M");
    Post post = Post.signed("broxi", "s3cr3t", NOW.plus(TOLERANCE), BODY);
    try (Server server = start(params)) {
      server.post("/hook", post);
      clock.set(NOW.plus(TOLERANCE.multipliedBy(2)).minusNanos(1));
      assertThat(server.post("/hook", post).body()).contains("already_processed");

      clock.set(NOW.plus(TOLERANCE.multipliedBy(2)).plus(SECOND));
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(401);
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void replayAtTheVeryEndOfRememberAndToleranceDoesNotRunAgain() throws Exception {
    Map<String, String> params =
        Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "remember", "PT10M");
    Post post = Post.signed("broxi", "s3cr3t", NOW.plus(TOLERANCE), BODY);
    try (Server server = start(params)) {
      server.post("/hook", post);
      clock.set(NOW.plus(TOLERANCE.multipliedBy(2)));
      server.post("/hook", post);
    }
    assertThat(runs).hasValue(1);
  }
}
