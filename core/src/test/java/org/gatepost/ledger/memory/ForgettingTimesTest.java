package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForgettingTimesTest {
  private final ForgettingTimes times = new ForgettingTimes();

  @Test
  void secondIsDueFromItselfOn() {
    assertThat(times.isDue(Integer.MAX_VALUE)).isFalse();
    assertThat(times.add(100)).isEqualTo(100);

    assertThat(times.isDue(99)).isFalse();
    assertThat(times.isDue(100)).isTrue();
    assertThat(times.first()).isEqualTo(100);
    assertThat(times.remove()).isEqualTo(1);
    assertThat(times.isDue(Integer.MAX_VALUE)).isFalse();
  }

  @Test
  void gapsOfAnyLengthAreKept() {
    int[] seconds = {2, 3, 3 + 0xFFFF, 3 + 0x1FFFF, 500_000_000};
    for (int second : seconds) {
      assertThat(times.add(second)).isEqualTo(second);
    }

    for (int second : seconds) {
      int before = 0;
      // There may be seconds with none between.
      while (times.first() < second) {
        before += times.remove();
      }
      assertThat(before).isZero();
      assertThat(times.isDue(second - 1)).isFalse();
      assertThat(times.isDue(second)).isTrue();
      assertThat(times.remove()).isEqualTo(1);
    }
  }

  @Test
  void secondHasAnyNumberOfDeliveries() {
    int many = 200_000;
    for (int i = 0; i < many; i++) {
      assertThat(times.add(10)).isEqualTo(10);
    }
    times.add(11);

    assertThat(times.remove()).isEqualTo(many);
    assertThat(times.first()).isEqualTo(11);
  }

  @Test
  void clockThatWentBackLetsNothingBeForgottenTooEarly() {
    times.add(100);
    assertThat(times.add(50)).isEqualTo(100);
    assertThat(times.remove()).isEqualTo(2);

    // What is forgotten at 100 is forgotten already.
    assertThat(times.add(50)).isEqualTo(101);
    assertThat(times.first()).isEqualTo(101);
  }
}
