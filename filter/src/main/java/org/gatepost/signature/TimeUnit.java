package org.gatepost.signature;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How a signed time is written: as a count of units since 1970-01-01T00:00:00Z. */
enum TimeUnit {
  /** Seconds. */
  S(ChronoUnit.SECONDS, 12),
  /** Milliseconds. */
  MS(ChronoUnit.MILLIS, 15);

  private final ChronoUnit unit;
  private final int maxDigits;

  TimeUnit(ChronoUnit unit, int maxDigits) {
    this.unit = unit;
    this.maxDigits = maxDigits;
  }

  /** The time that the text stands for, or null if it is not a count in ASCII digits alone. */
  @Nullable Instant parse(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= maxDigits
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Instant.EPOCH.plus(Long.parseLong(text), unit) : null;
  }

  String format(Instant time) {
    return Long.toString(unit.between(Instant.EPOCH, time));
  }

  /** The time without what this unit cannot say. */
  Instant truncate(Instant time) {
    return time.truncatedTo(unit);
  }
}
