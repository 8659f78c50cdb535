package org.gatepost.receiver.internal.network;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One {@link RateLimit} in force. Thread-safe, without locks. */
public final class TokenBucket {
  private final RateLimit limit;
  private final Clock clock;
  private final AtomicLong fullAt = new AtomicLong(RateLimit.UNUSED);

  public TokenBucket(RateLimit limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Takes a token. {@return zero if there was one, else how long it takes until there is one} */
  public Duration take() {
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
