package org.gatepost.receiver.internal.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.gatepost.fixture.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles are never too low, and at most an eighth too high. */
class DurationHistogramTest {
  private final DurationHistogram histogram = new DurationHistogram();

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }

  @Test
  void emptyHistogramIsZero() {
    assertThat(histogram.snapshot())
        .isEqualTo(
            new DurationHistogram.Snapshot(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 8, 15, 16, 17, 1000, 1023, 1024, 1_000_000, 68_719_476_735L})
  void oneDurationIsEveryPercentile(long micros) {
    histogram.record(micros(micros));
    Duration d = micros(micros);
    assertThat(histogram.snapshot()).isEqualTo(new DurationHistogram.Snapshot(d, d, d, d));
  }

  @Test
  void durationsOutOfRangeAreTheNearestWithin() {
    histogram.record(Duration.ofSeconds(-5));
    assertThat(histogram.snapshot().p99()).isZero();
    histogram.record(Duration.ofSeconds(Long.MAX_VALUE));
    histogram.record(Duration.ofHours(20));
    assertThat(histogram.snapshot().p99()).isEqualTo(micros((1L << 36) - 1));
  }

  @Test
  void percentilesAreThoseOfASortedList() {
    Random random = new Random(20261120);
    for (int round = 0; round < 200; round++) {
      DurationHistogram rounds = new DurationHistogram();
      long[] sorted = new long[1 + random.nextInt(300)];
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] = random.nextLong(1L << 1 + random.nextInt(35));
        rounds.record(micros(sorted[i]));
      }
      Arrays.sort(sorted);
      DurationHistogram.Snapshot snapshot = rounds.snapshot();
      assertClose(snapshot.median(), sorted, 50);
      assertClose(snapshot.p95(), sorted, 95);
      assertClose(snapshot.p99(), sorted, 99);
      assertThat(snapshot.mean()).isEqualTo(micros(Arrays.stream(sorted).sum() / sorted.length));
    }
  }

  private static void assertClose(Duration percentile, long[] sorted, int percent) {
    long exact = sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
    assertThat(percentile.toNanos() / 1000).isBetween(exact, exact + exact / 8);
  }

  @Test
  void concurrentDurationsAreAllThere() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      int micros = t + 1;
      threads[t] =
          new Thread(
              () -> {
                Await.latch(start);
                for (int i = 0; i < 50_000; i++) {
                  histogram.record(micros(micros));
                }
              });
      threads[t].start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(histogram.snapshot())
        .isEqualTo(
            new DurationHistogram.Snapshot(
                // 2.5, in whole microseconds.
                micros(2), micros(2), micros(4), micros(4)));
  }
}
