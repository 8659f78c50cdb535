package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compact queue and index hold just what a plain queue holds. */
class FinishedDeliveriesTest {

  private record Finished(long high, long low, int until) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void holdsWhatAPlainQueueHolds(long seed) {
    Random random = new Random(seed);
    FinishedDeliveries deliveries = new FinishedDeliveries();
    ArrayDeque<Finished> oracle = new ArrayDeque<>();
    ArrayDeque<Finished> forgotten = new ArrayDeque<>();
    int now = 0;
    int remember = 60;

    for (int step = 0; step < 3_000; step++) {
      // Waves, so that it grows and shrinks with its beginning anywhere.
      int added = random.nextInt(step / 500 % 2 == 0 ? 9 : 3);
      for (int i = 0; i < added; i++) {
        // Few different low halves, so that ways in the index cross; some halves equal.
        Finished one = new Finished(step * 10L + i, random.nextInt(200), now + remember);
        deliveries.add(one.high(), one.low(), one.until());
        oracle.add(one);
      }
      now += random.nextInt(3);
      int gone = 0;
      while (!oracle.isEmpty() && oracle.peek().until() <= now) {
        forgotten.add(oracle.poll());
        gone++;
      }
      assertThat(deliveries.forget(now)).isEqualTo(gone);
      assertThat(deliveries.size()).isEqualTo(oracle.size());
      assertThat(oracle).allMatch(one -> deliveries.contains(one.high(), one.low()));
      assertThat(forgotten).noneMatch(one -> deliveries.contains(one.high(), one.low()));
      while (forgotten.size() > 50) {
        forgotten.poll();
      }
    }
    assertThat(deliveries.forget(Integer.MAX_VALUE)).isEqualTo(oracle.size());
    assertThat(deliveries.size()).isZero();
  }
}
