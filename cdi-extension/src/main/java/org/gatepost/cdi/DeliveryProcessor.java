package org.gatepost.cdi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.filter.Answer;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;

/**
 * Takes a delivery to its end: the observers run, the outcome is recorded, and the application is
 * told. Thread-safe.
 */
final class DeliveryProcessor {
  private static final System.Logger LOG =
      System.getLogger(DeliveryProcessor.class.getPackageName());

  private final Dispatcher dispatcher;
  private final RequestScope requests;
  private final OutcomeEvent event;

  DeliveryProcessor(Dispatcher dispatcher, RequestScope requests, OutcomeEvent event) {
    this.dispatcher = dispatcher;
    this.requests = requests;
    this.event = event;
  }

  /**
   * Processes a delivery; what the sender is to be told is recorded already.
   *
   * @param unbindable what the sender is told of a delivery that an observer could not be given
   */
  DeliveryOutcome process(Delivery delivery, Processing processing, Answer unbindable) {
    return requests.during(() -> processInScope(delivery, processing, unbindable));
  }

  private DeliveryOutcome processInScope(
      Delivery delivery, Processing processing, Answer unbindable) {
    List<ObserverOutcome> observers = new ArrayList<>();
    Answer answer;
    Optional<Duration> retryAfter;
    try {
      Outcome outcome = dispatcher.dispatch(delivery, processing, observers);
      answer = outcome == Outcome.INVALID ? unbindable : outcome.answer();
      // Who comes back sooner than the longest meets an observer that is still not ready.
      retryAfter = longest(observers);
      // Recorded before the sender hears of it: what it will not send again must not be lost.
      if (outcome == Outcome.IGNORED) {
        processing.ignore();
      } else if (answer.status() < 300) {
        processing.complete();
      } else {
        processing.release();
      }
    } catch (LedgerException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          Messages.ledgerTrouble(delivery, String.valueOf(e.getMessage())),
          e);
      answer = Answer.TRY_AGAIN_LATER;
      retryAfter = Optional.of(Answer.LEDGER_RETRY);
    }
    DeliveryOutcome told = new DeliveryOutcome(delivery, answer, retryAfter, observers);
    event.fire(told);
    return told;
  }

  private static Optional<Duration> longest(List<ObserverOutcome> observers) {
    Optional<Duration> longest = Optional.empty();
    for (ObserverOutcome observer : observers) {
      Optional<Duration> delay = observer.retryAfter();
      if (delay.isPresent() && (longest.isEmpty() || delay.get().compareTo(longest.get()) > 0)) {
        longest = delay;
      }
    }
    return longest;
  }
}
