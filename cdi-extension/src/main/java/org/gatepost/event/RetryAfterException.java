package org.gatepost.event;

import java.time.Duration;

/**
 * Thrown by an observer that can process a delivery later, but not now: the sender is answered 503
 * with {@code Retry-After} (RFC 9110, section 10.2.3), and the observer is called again when the
 * delivery comes again. Of several observers' delays the longest counts. How long to wait is the
 * sender's decision; a delivery that comes earlier is processed.
 */
public class RetryAfterException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Duration MIN = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofDays(1);

  /** When to come back. */
  private final Duration delay;

  /**
   * A postponement.
   *
   * @param delay when to come back: from a second to a day; what lies outside counts as the nearer
   *     of the two
   * @param message why, for the log
   */
  public RetryAfterException(Duration delay, String message) {
    super(message);
    this.delay = within(delay);
  }

  /**
   * A postponement with its cause.
   *
   * @param delay when to come back: from a second to a day; what lies outside counts as the nearer
   *     of the two
   * @param message why, for the log
   * @param cause what led to it, for the log
   */
  public RetryAfterException(Duration delay, String message, Throwable cause) {
    super(message, cause);
    this.delay = within(delay);
  }

  /** {@return when to come back, from a second to a day} */
  public final Duration delay() {
    return delay;
  }

  /** Never refused: an exception in the making of this one would hide why there is one. */
  private static Duration within(Duration delay) {
    if (delay.compareTo(MIN) < 0) {
      return MIN;
    }
    return delay.compareTo(MAX) > 0 ? MAX : delay;
  }
}
