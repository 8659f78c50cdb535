package org.gatepost.receiver.internal.count;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long things took, in a fixed number of buckets whose width grows with the duration: eight for
 * each doubling, so a percentile is at most an eighth too high, and never too low. Thread-safe
 * without locks; takes about 2 KB whatever is recorded.
 */
public final class DurationHistogram {
  private static final int SUB_BITS = 3;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;
  // 2^36 microseconds are 19 hours: what took longer is in the last bucket.
  private static final int MAX_EXPONENT = 36;
  private static final long MAX_MICROS = (1L << MAX_EXPONENT) - 1;
  private static final int BUCKETS = (MAX_EXPONENT - SUB_BITS + 1) * SUB_BUCKETS;

  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
  private final LongAdder totalMicros = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  /**
   * What was recorded, at one moment.
   *
   * @param mean the average, exact; zero if nothing was recorded
   * @param median at least half took no longer
   * @param p95 at least 95 % took no longer
   * @param p99 at least 99 % took no longer
   */
  public record Snapshot(Duration mean, Duration median, Duration p95, Duration p99) {}

  /** Records a duration; a negative one, of a clock that was set back, as zero. */
  public void record(Duration duration) {
    long micros = micros(duration);
    buckets.incrementAndGet(bucket(micros));
    totalMicros.add(micros);
    longest.accumulate(micros);
  }

  public Snapshot snapshot() {
    long[] counts = new long[BUCKETS];
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = buckets.get(i);
      total += counts[i];
    }
    return new Snapshot(
        ofMicros(total == 0 ? 0 : totalMicros.sum() / total),
        percentile(counts, total, 50),
        percentile(counts, total, 95),
        percentile(counts, total, 99));
  }

  private Duration percentile(long[] counts, long total, int percent) {
    // Rounded up: at least so many took no longer.
    long rank = (total * percent + 99) / 100;
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return ofMicros(Math.min(highest(i), longest.get()));
      }
    }
    return Duration.ZERO;
  }

  private static long micros(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.toDays() > 0 ? MAX_MICROS : Math.min(duration.toNanos() / 1000, MAX_MICROS);
  }

  /** Below 16 each has its own bucket; from there on the first four binary digits decide. */
  private static int bucket(long micros) {
    if (micros < SUB_BUCKETS) {
      return (int) micros;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    return shift * SUB_BUCKETS + (int) (micros >>> shift);
  }

  /** The longest duration of a bucket, inclusive. */
  private static long highest(int bucket) {
    if (bucket < SUB_BUCKETS) {
      return bucket;
    }
    int shift = bucket / SUB_BUCKETS - 1;
    return ((long) (bucket % SUB_BUCKETS + SUB_BUCKETS + 1) << shift) - 1;
  }

  private static Duration ofMicros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }
}
