package org.gatepost.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a delivery in one observer. Immutable.
 *
 * @param consumer the observer's stable name
 * @param result how the call ended, or that there was none
 * @param duration how long it took, with its transaction and receipt, by the wall clock: zero if
 *     that was set back
 * @param causes the classes of what was thrown and of its causes, the outermost first, at most ten;
 *     none if nothing was thrown
 * @param retryAfter when the observer asks to be called again; empty unless it was {@link
 *     Result#POSTPONED}
 */
public record ObserverOutcome(
    String consumer,
    Result result,
    Duration duration,
    List<Class<? extends Throwable>> causes,
    Optional<Duration> retryAfter) {

  /** How the call of an observer ended. */
  public enum Result {
    /** It has finished the delivery, and is not called for it again. */
    DONE,
    /** It rejected the delivery, and is not called for it again. */
    REJECTED,
    /** It is called again when the delivery comes again, for which it named a time. */
    POSTPONED,
    /** It failed, or could not be recorded, and is called again when the delivery comes again. */
    FAILED,
    /**
     * It was not called: the body does not become what it observes, or breaks a constraint. It is
     * tried again when the delivery comes again.
     */
    UNBINDABLE
  }

  /**
   * Copies the list.
   *
   * @param consumer as above
   * @param result as above
   * @param duration as above
   * @param causes as above
   * @param retryAfter as above
   */
  public ObserverOutcome {
    causes = List.copyOf(causes);
  }
}
