package org.gatepost.signature.internal.key;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** So many fetches a minute, one at a time. Thread-safe. */
final class FetchBudget {
  private final int max;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant minute = Instant.MIN;
  private int fetches;

  /**
   * A budget.
   *
   * @param max fetches in each minute (inclusive bound)
   */
  FetchBudget(int max) {
    this.max = max;
  }

  /**
   * Waits for whoever is fetching; whoever is let in must {@link #leave}.
   *
   * @return false if that takes longer than the patience
   */
  boolean enter(Duration patience) throws IOException {
    try {
      return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  void leave() {
    lock.unlock();
  }

  /**
   * Counts a fetch of whoever was let in.
   *
   * @throws IOException if there are none left in this minute
   */
  void take(Instant now) throws IOException {
    Instant current = now.truncatedTo(ChronoUnit.MINUTES);
    if (!current.equals(minute)) {
      minute = current;
      fetches = 0;
    }
    if (fetches == max) {
      throw new IOException("more than " + max + " certificates a minute");
    }
    fetches++;
  }
}
