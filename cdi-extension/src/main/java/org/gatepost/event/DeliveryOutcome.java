package org.gatepost.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.receiver.Answer;

/**
 * What became of a delivery: the CDI event that follows each one which reached the observers, for
 * the application's own audit, alerts and metrics. Immutable.
 *
 * <pre>{@code
 * void count(@Observes DeliveryOutcome outcome) { ... }
 * }</pre>
 *
 * <p>It is fired when the outcome is recorded, and before the sender is answered, on the thread
 * that processed the delivery. What its observers throw is logged, and changes nothing. A copy of a
 * finished delivery is answered by the gate and fires none. It is told at most once: a process that
 * dies in between tells nobody.
 *
 * @param delivery the delivery
 * @param answer what the sender is told
 * @param retryAfter when the sender is asked to come back; empty unless it is
 * @param observers the matching observers in the order in which they are called, those included
 *     that were not, since the body does not become what they observe; those that finished the
 *     delivery at an earlier attempt are not among them
 */
public record DeliveryOutcome(
    Delivery delivery,
    Answer answer,
    Optional<Duration> retryAfter,
    List<ObserverOutcome> observers) {

  /**
   * Copies the list.
   *
   * @param delivery as above
   * @param answer as above
   * @param retryAfter as above
   * @param observers as above
   */
  public DeliveryOutcome {
    observers = List.copyOf(observers);
  }

  /** {@return whether the delivery is finished, so that no copy of it reaches an observer again} */
  public boolean isFinished() {
    return answer.status() < 300 && answer != Answer.IGNORED;
  }
}
