package org.gatepost.filter.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much memory a declared length is given, by how much of the body has come. */
class BodyMemoryTest {
  private static final int KB = 1024;
  private static final int MB = 1024 * KB;

  @Test
  void upToSixteenMegabytesAreBelievedAtOnce() {
    assertThat(Body.nextLength(4 * KB, 4 * KB + 1)).isEqualTo(4 * KB + 1);
    assertThat(Body.nextLength(4 * KB, 16 * MB)).isEqualTo(16 * MB);
  }

  @Test
  void longerBodiesAreBelievedWhenAnEighthHasCome() {
    assertThat(Body.nextLength(4 * KB, 16 * MB + 8)).isEqualTo(2 * MB + 1);
    assertThat(Body.nextLength(2 * MB, 16 * MB + 8)).isEqualTo(4 * MB);
    assertThat(Body.nextLength(2 * MB + 1, 16 * MB + 8)).isEqualTo(16 * MB + 8);
  }

  @Test
  void longestBodyIsBelievedStepByStep() {
    assertThat(Body.nextLength(4 * KB, 1024 * MB)).isEqualTo(16 * MB);
    assertThat(Body.nextLength(16 * MB, 1024 * MB)).isEqualTo(32 * MB);
    assertThat(Body.nextLength(64 * MB, 1024 * MB)).isEqualTo(128 * MB);
    assertThat(Body.nextLength(128 * MB, 1024 * MB)).isEqualTo(1024 * MB);
  }

  @Test
  void everyLengthIsReachedAndNeverPassed() {
    for (int declared : new int[] {4 * KB + 1, 16 * MB + 1, 25 * MB, Integer.MAX_VALUE}) {
      int length = 4 * KB;
      int steps = 0;
      while (length < declared) {
        int next = Body.nextLength(length, declared);
        assertThat(next).isGreaterThan(length).isLessThanOrEqualTo(declared);
        length = next;
        steps++;
      }
      assertThat(steps).isLessThan(8);
    }
  }
}
