package org.gatepost.internal;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Says of each second once that it has come, so that no client can fill a log. Thread-safe. */
public final class OncePerSecond {
  private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);

  /** None has come. */
  public OncePerSecond() {}

  /** Whether this is the first call in the second of that time. */
  public boolean isFirst(Instant now) {
    long current = now.getEpochSecond();
    long last = second.get();
    return last != current && second.compareAndSet(last, current);
  }
}
