package org.gatepost.signature.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Sender;
import org.gatepost.signature.fixture.TestRequest;

/**
 * Each preset's signed time may lie as far from now as its tolerance, at both ends and inclusive.
 */
class SignedTimeBoundsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Example
  void mostPresetsWithATimeHaveATolerance() {
    assertThat(Sender.ALL.stream().filter(s -> s.scheme().tolerance().isPresent()))
        .hasSizeGreaterThan(50);
  }

  @Property(tries = 8)
  void signedTimeIsFreshUpToTheToleranceAtBothEnds(
      @ForAll @LongRange(min = 1_000_000_000L, max = 4_102_444_799L) long second) {
    Instant time = Instant.ofEpochSecond(second);
    for (Sender sender : Sender.ALL) {
      Duration tolerance = sender.scheme().tolerance().orElse(null);
      if (tolerance != null) {
        Verifier verifier = sender.verifier();
        TestRequest request = sender.request(new byte[4], time);
        for (Duration fresh : new Duration[] {tolerance.minus(SECOND), tolerance}) {
          for (Instant now : new Instant[] {time.plus(fresh), time.minus(fresh)}) {
            assertThat(verifier.verify(request, now))
                .as("%s at %s", sender.preset(), now)
                .isInstanceOfSatisfying(
                    Verified.class, v -> assertThat(v.signedAt()).contains(time));
          }
        }
        assertRefused(
            verifier.verify(request, time.plus(tolerance).plus(SECOND)), Refusal.Reason.STALE);
        assertRefused(
            verifier.verify(request, time.minus(tolerance).minus(SECOND)), Refusal.Reason.FUTURE);
      }
    }
  }
}
