package org.gatepost.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** In each second of a clock one line is written, whatever comes. */
class OncePerSecondTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private final OncePerSecond lines = new OncePerSecond();

  @Test
  void firstOfEachSecondIsTold() {
    assertThat(lines.isFirst(START)).isTrue();
    assertThat(lines.isFirst(START)).isFalse();
    assertThat(lines.isFirst(START.plusNanos(999_999_999))).isFalse();
    assertThat(lines.isFirst(START.plusSeconds(1))).isTrue();
  }

  @Test
  void clockThatIsSetBackBeginsAnew() {
    assertThat(lines.isFirst(START)).isTrue();
    assertThat(lines.isFirst(START.minusSeconds(1))).isTrue();
  }
}
