package org.gatepost.receiver.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gatepost.InvalidSettingException;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets of tokens, and the clients that fail. */
public class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(NOW);

  private static RateLimit limit(String text) {
    return RateLimit.parse(text, "rate-limit", "hook");
  }

  private static ClientAddress client(String address) {
    return new ClientAddress(IpLiteral.parse(address));
  }

  private static int takeAll(TokenBucket bucket) {
    int taken = 0;
    while (bucket.take().isZero()) {
      taken++;
    }
    return taken;
  }

  @ParameterizedTest
  @CsvSource({
    "1/s, PT1S",
    "2/s, PT0.5S",
    "3/s, PT0.333333334S",
    "60/m, PT1S",
    "1/h, PT1H",
    "7/h, PT8M34.285714286S",
    "1000/h, PT3.6S",
    "1000000/s, PT0.000001S"
  })
  void bucketHasItsCountAtOnceAndThenOneAfterEachInterval(String text, Duration interval)
      throws Exception {
    TokenBucket bucket = new TokenBucket(limit(text), clock);
    assertThat(takeAll(bucket)).isEqualTo(limit(text).count());
    assertThat(bucket.take()).isEqualTo(interval);
    clock.advance(interval.minusNanos(1));
    assertThat(bucket.take()).isEqualTo(Duration.ofNanos(1));
    clock.advance(Duration.ofNanos(1));
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(interval);
    clock.advance(Duration.ofDays(400));
    assertThat(takeAll(bucket)).isEqualTo(limit(text).count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0/s",
        "-1/s",
        "01/s",
        "1",
        "1/",
        "/s",
        "1/d",
        "1/S",
        "1 /s",
        "1.5/s",
        "1000001/s",
        "99999999999/s",
        "1/s,1/m",
        "١/s",
        "unlimited"
      })
  void limitIsANumberForATime(String text) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> limit(text))
        .withMessageContaining("GP003: init-param [rate-limit] of filter [hook] must be none, or a")
        .withMessageContaining("was [" + text + "]");
  }

  @Test
  void neverMoreThanAllowedInAnyTime() throws Exception {
    Random random = new Random(5);
    TokenBucket bucket = new TokenBucket(limit("7/s"), clock);
    List<Instant> taken = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      clock.advance(Duration.ofNanos(random.nextInt(100_000_000)));
      if (bucket.take().isZero()) {
        taken.add(clock.instant());
      }
    }
    assertThat(taken).hasSizeGreaterThan(5_000);
    // Of 7 and n more, the n need n intervals.
    for (int n = 1; n < 50; n++) {
      for (int i = 0; i + 6 + n < taken.size(); i++) {
        assertThat(Duration.between(taken.get(i), taken.get(i + 6 + n)))
            .isGreaterThanOrEqualTo(Duration.ofNanos(n * 142_857_142L));
      }
    }
  }

  @Test
  void threadsTogetherNeverTakeMoreThanAllowed() throws Exception {
    int threads = 4;
    // So many that the threads meet.
    int allowed = 200_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 10; round++) {
        TokenBucket bucket = new TokenBucket(limit(allowed + "/s"), clock);
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Integer> taking =
            () -> {
              start.await(3, TimeUnit.MINUTES);
              int taken = 0;
              for (int i = 0; i < allowed / 2; i++) {
                taken += bucket.take().isZero() ? 1 : 0;
              }
              return taken;
            };
        int taken = 0;
        for (Future<Integer> one : pool.invokeAll(Collections.nCopies(threads, taking))) {
          taken += one.get();
        }
        assertThat(taken).isEqualTo(allowed);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void clockThatIsSetBackStopsNothingForLong() throws Exception {
    TokenBucket bucket = new TokenBucket(limit("2/s"), clock);
    takeAll(bucket);
    clock.advance(Duration.ofSeconds(-60));
    assertThat(bucket.take()).isEqualTo(Duration.ofMillis(60_500));
    clock.advance(Duration.ofNanos(-1));
    assertThat(takeAll(bucket)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void clockMayBeAnywhere(String time) throws Exception {
    clock.set(Instant.parse(time));
    assertThat(takeAll(new TokenBucket(limit("1000000/h"), clock))).isEqualTo(1_000_000);
    FailedAttempts failures = new FailedAttempts(limit("1/h"), clock, 1, "hook");
    failures.add(client("192.0.2.1"));
    assertThat(failures.wait(client("192.0.2.1"))).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void clientWaitsAfterAsManyFailuresAsItMayHave() throws Exception {
    FailedAttempts failures = new FailedAttempts(limit("2/m"), clock, 10, "hook");
    failures.add(client("192.0.2.1"));
    assertThat(failures.wait(client("192.0.2.1"))).isZero();
    failures.add(client("192.0.2.1"));
    assertThat(failures.wait(client("192.0.2.1"))).isEqualTo(Duration.ofSeconds(30));
    // Those that were being read do not make it longer.
    failures.add(client("192.0.2.1"));
    failures.add(client("192.0.2.1"));
    assertThat(failures.wait(client("192.0.2.1"))).isEqualTo(Duration.ofSeconds(30));
    assertThat(failures.wait(client("192.0.2.2"))).isZero();
    clock.advance(Duration.ofSeconds(30));
    assertThat(failures.wait(client("192.0.2.1"))).isZero();
    failures.add(client("192.0.2.1"));
    assertThat(failures.wait(client("192.0.2.1"))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void neighboursInAnIpv6NetworkFailTogether() throws Exception {
    FailedAttempts failures = new FailedAttempts(limit("1/m"), clock, 10, "hook");
    failures.add(client("2001:db8::1"));
    assertThat(failures.wait(client("2001:db8::2"))).isPositive();
    assertThat(failures.wait(client("2001:db8:0:1::1"))).isZero();
  }

  @Test
  void whenThereIsNoRoomNewClientsAreNotLimited() throws Exception {
    FailedAttempts failures = new FailedAttempts(limit("1/m"), clock, 2, "hook");
    failures.add(client("192.0.2.1"));
    clock.advance(Duration.ofSeconds(30));
    failures.add(client("192.0.2.2"));
    failures.add(client("192.0.2.3"));
    failures.add(client("192.0.2.4"));
    assertThat(failures.wait(client("192.0.2.3"))).isZero();
    assertThat(failures.wait(client("192.0.2.1"))).isPositive();
    assertThat(failures.wait(client("192.0.2.2"))).isPositive();
    // Looked for room once, not for each.
    assertThat(log.lines("GP055"))
        .containsExactly(
            "GP055: source [hook] does not limit the failures of further clients: it keeps no more"
                + " than 2");

    clock.advance(Duration.ofSeconds(30).minusNanos(1));
    failures.add(client("192.0.2.3"));
    assertThat(failures.wait(client("192.0.2.3"))).isZero();
    assertThat(log.lines("GP055")).hasSize(2);
    // 192.0.2.1 may fail again and makes room, a second after the last look.
    clock.advance(Duration.ofSeconds(1));
    failures.add(client("192.0.2.3"));
    assertThat(failures.wait(client("192.0.2.3"))).isPositive();
    assertThat(failures.wait(client("192.0.2.2"))).isPositive();
  }

  @Test
  void roomIsFoundAfterTheClockWasSetBack() throws Exception {
    FailedAttempts failures = new FailedAttempts(limit("1/s"), clock, 1, "hook");
    failures.add(client("192.0.2.1"));
    failures.add(client("192.0.2.2"));
    assertThat(log.lines("GP055")).hasSize(1);
    clock.advance(Duration.ofHours(-1));
    failures.add(client("192.0.2.2"));
    assertThat(log.lines("GP055")).hasSize(2);
  }

  @Test
  void threadsTogetherKeepTheBoundOfClients() throws Exception {
    int threads = 4;
    FailedAttempts failures = new FailedAttempts(limit("1/m"), clock, 1_000, "hook");
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      tasks.add(
          () -> {
            start.await(3, TimeUnit.MINUTES);
            for (int i = 0; i < 1_000; i++) {
              failures.add(client("10." + thread + "." + i / 256 + "." + i % 256));
            }
            return null;
          });
    }
    try {
      for (Future<Void> one : pool.invokeAll(tasks)) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    int limited = 0;
    for (int i = 0; i < 4_000; i++) {
      String address = "10." + i / 1_000 + "." + (i % 1_000) / 256 + "." + (i % 1_000) % 256;
      limited += failures.wait(client(address)).isZero() ? 0 : 1;
    }
    assertThat(limited).isEqualTo(1_000);
  }
}
