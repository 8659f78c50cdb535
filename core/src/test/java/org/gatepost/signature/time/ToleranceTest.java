package org.gatepost.signature.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signed time may lie as far from now as the tolerance, at both ends and inclusive. */
class ToleranceTest {
  private static final Instant NOW = Sample.SIGNED_AT;

  @Test
  void everyPresetThatSignsATimeToleratesFiveMinutes() {
    assertThat(Sample.timed().map(Sample::preset))
        .containsExactlyInAnyOrder("broxi", "stripe", "slack", "standard-webhooks");
    assertThat(Sample.timed().map(s -> s.scheme().tolerance().orElseThrow()))
        .containsOnly(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#timed")
  void fractionOfASecondIsNoAge(Sample sample) {
    TestRequest request = sample.request(NOW.minusSeconds(300));

    assertThat(sample.verify(request, NOW.plusMillis(999))).isInstanceOf(Verified.class);
    assertRefused(sample.verify(request, NOW.plusSeconds(1)), Refusal.Reason.STALE);
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#timed")
  void epochAndTheFarthestTimeAreRefusedWithoutAnException(Sample sample) {
    assertRefused(sample.verify(sample.request(Instant.EPOCH), NOW), Refusal.Reason.STALE);
    assertRefused(
        sample.verify(sample.request(Instant.ofEpochSecond(999_999_999_999L)), NOW),
        Refusal.Reason.FUTURE);
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#timed")
  void wrongSignatureIsAMismatchHoweverStale(Sample sample) {
    TestRequest request = sample.request(NOW.minusSeconds(9_999)).withBody(new byte[] {1});

    assertRefused(sample.verify(request, NOW), Refusal.Reason.MISMATCH);
  }

  @ParameterizedTest
  @MethodSource("org.gatepost.signature.fixture.Sample#timed")
  void toleranceCanBeOverriddenAndSwitchedOff(Sample sample) {
    TestRequest old = sample.request(NOW.minusSeconds(3));

    assertRefused(verify(sample, "PT2S", old), Refusal.Reason.STALE);
    assertThat(verify(sample, "PT3S", old)).isInstanceOf(Verified.class);
    assertThat(verify(sample, "none", sample.request(Instant.EPOCH)))
        .isInstanceOfSatisfying(
            Verified.class, v -> assertThat(v.signedAt()).contains(Instant.EPOCH));
  }

  @Test
  void millisecondsAreHeldAgainstTheToleranceAsMilliseconds() {
    Scheme scheme = Scheme.of("broxi", Map.of("time-unit", "ms", "tolerance", "PT1S"));
    Secret secret = Secret.of("ms", "secret");
    byte[] body = {7};
    TestRequest request =
        TestRequest.of(body, scheme.signer(secret).sign(body, NOW.plusMillis(5), Map.of()));
    Verifier verifier = scheme.verifier(List.of(secret));

    assertThat(request.header("X-Broxi-Timestamp")).isEqualTo(NOW.toEpochMilli() + 5 + "");
    assertThat(verifier.verify(request, NOW.plusMillis(1005))).isInstanceOf(Verified.class);
    assertRefused(verifier.verify(request, NOW.plusMillis(1006)), Refusal.Reason.STALE);
    assertThat(verifier.verify(request, NOW.minusMillis(995))).isInstanceOf(Verified.class);
    assertRefused(verifier.verify(request, NOW.minusMillis(996)), Refusal.Reason.FUTURE);
  }

  private static void assertFresh(Sample sample, Instant signedAt) {
    assertThat(sample.verify(sample.request(signedAt), NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.signedAt()).contains(signedAt));
  }

  private static Verification verify(Sample sample, String tolerance, TestRequest request) {
    return Scheme.of(sample.preset(), Map.of("tolerance", tolerance))
        .verifier(List.of(sample.secret()))
        .verify(request, NOW);
  }
}
