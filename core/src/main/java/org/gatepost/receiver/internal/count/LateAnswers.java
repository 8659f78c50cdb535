package org.gatepost.receiver.internal.count;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepost.internal.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Tells the answers that come after the time for which their sender waits: it may take such a
 * delivery for failed, whatever was answered. Warns at most once a minute. Thread-safe.
 */
public final class LateAnswers {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final String source;
  private final String scheme;
  private final @Nullable Duration limit;
  private final AtomicReference<@Nullable Instant> warned = new AtomicReference<>();

  /**
   * None was late yet.
   *
   * @param limit how long the sender waits, inclusive, or null if nobody knows
   */
  public LateAnswers(String source, String scheme, @Nullable Duration limit) {
    this.source = source;
    this.scheme = scheme;
    this.limit = limit;
  }

  /** Whether a request took longer than its sender waits. */
  public boolean isLate(Duration took) {
    return limit != null && took.compareTo(limit) > 0;
  }

  /** Says so of a late one, unless one was told within the last minute. */
  public void warn(Instant now, Duration took) {
    Instant last = warned.get();
    // A clock that was set back does not silence it.
    boolean quiet = last != null && !now.isBefore(last) && now.isBefore(last.plus(QUIET));
    if (limit != null && !quiet && warned.compareAndSet(last, now)) {
      LOG.log(System.Logger.Level.WARNING, Messages.lateAnswer(source, took, scheme, limit));
    }
  }
}
