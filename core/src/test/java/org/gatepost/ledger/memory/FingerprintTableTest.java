package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compact table and queue hold just what plain ones hold. */
class FingerprintTableTest {
  private static final int REMEMBER = 60;

  private record Finished(Fingerprint print, int second) {}

  private final FingerprintTable table = new FingerprintTable();
  private final ForgettingTimes times = new ForgettingTimes();
  private final ArrayDeque<Finished> oracle = new ArrayDeque<>();
  private final ArrayDeque<Finished> forgotten = new ArrayDeque<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void holdsWhatAPlainQueueHolds(long seed) {
    Random random = new Random(seed);
    int now = 0;

    for (int step = 0; step < 3_000; step++) {
      // Waves, so that it grows and shrinks.
      int added = random.nextInt(step / 500 % 2 == 0 ? 9 : 3);
      for (int i = 0; i < added; i++) {
        // Few different beginnings, at both ends, so that ways cross and go round.
        long high = (long) (random.nextInt(40) - 20) << 40 | random.nextInt(2);
        add(new Fingerprint(high, (step * 10L + i) << Integer.SIZE), now);
      }
      now += random.nextInt(3);
      forget(now);
      assertThat(oracle).allMatch(one -> number(one.print()) == one.second());
      assertThat(forgotten).noneMatch(one -> number(one.print()) != 0);
      while (forgotten.size() > 50) {
        forgotten.poll();
      }
    }
    forget(Integer.MAX_VALUE);
    assertThat(oracle).isEmpty();
  }

  private void add(Fingerprint print, int now) {
    int place = find(print);
    assertThat(place).isNegative();
    table.add(-1 - place, print.high(), print.low(), -7);
    assertThat(number(print)).isEqualTo(-7);
    if (print.low() % 5 == 0) {
      table.remove(find(print));
      forgotten.add(new Finished(print, now));
      return;
    }
    int second = times.add(now + REMEMBER);
    assertThat(second).isEqualTo(now + REMEMBER);
    table.set(find(print), second);
    oracle.add(new Finished(print, second));
  }

  private void forget(int now) {
    int gone = 0;
    while (!oracle.isEmpty() && oracle.peek().second() <= now) {
      forgotten.add(oracle.poll());
      gone++;
    }
    int count = 0;
    while (times.isDue(now)) {
      int second = times.first();
      int removed = times.remove();
      table.forget(second, removed);
      count += removed;
    }
    assertThat(count).isEqualTo(gone);
  }

  private int find(Fingerprint print) {
    return table.find(print.high(), print.low());
  }

  private int number(Fingerprint print) {
    int place = find(print);
    return place < 0 ? 0 : table.number(place);
  }
}
