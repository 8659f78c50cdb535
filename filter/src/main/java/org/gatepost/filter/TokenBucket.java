package org.gatepost.filter;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One {@link RateLimit} in force. Thread-safe, without locks. */
final class TokenBucket {
  private final RateLimit limit;
  private final Clock clock;
  private final AtomicLong fullAt = new AtomicLong(RateLimit.UNUSED);

  TokenBucket(RateLimit limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Takes a token. {@return zero if there was one, else how long it takes until there is one} */
  Duration take() {
    long now = RateLimit.nanos(clock.instant());
    while (true) {
      long before = fullAt.get();
      long wait = limit.waitInNanos(before, now);
      if (wait > 0 || fullAt.compareAndSet(before, limit.afterOneMore(before, now))) {
        return Duration.ofNanos(wait);
      }
    }
  }
}
