package org.gatepost.cdi.internal.dispatch;

import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.Observers;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Passage;

/**
 * Takes a delivery to its end: the observers run, the outcome is recorded, and the application is
 * told. Thread-safe.
 */
public final class DeliveryProcessor {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final Dispatcher dispatcher;
  private final RequestScope requests;
  private final OutcomeEvent event;
  private final boolean transactional;
  private final EventsProcessor events;

  /**
   * A processor of what comes for some observers.
   *
   * @param current holds the delivery that observers may inject
   * @param own which classes the application has that is told of outcomes
   */
  public DeliveryProcessor(
      Observers observers,
      CurrentDelivery current,
      BeanManager beans,
      Predicate<Class<?>> own,
      Clock clock) {
    Transactions transactions = Transactions.ofServer();
    this.dispatcher = new Dispatcher(observers, new ObserverRun(current, transactions, clock));
    this.transactional = transactions != Transactions.NONE;
    this.requests = new RequestScope(beans);
    this.event = new OutcomeEvent(beans, current, own);
    this.events = new EventsProcessor(dispatcher, event);
  }

  /** Whether an observer's work and its receipt can be one transaction on this server. */
  public boolean isTransactional() {
    return transactional;
  }

  /** Processes a delivery; what the sender is to be told is recorded already. */
  public Told process(Passage passage) {
    return requests.during(
        () -> passage.hasEvents() ? events.process(passage) : processInScope(passage));
  }

  private Told processInScope(Passage passage) {
    Processing processing = passage.processing();
    List<ObserverOutcome> observers = new ArrayList<>();
    Answer answer;
    Optional<Duration> retryAfter;
    try {
      Outcome outcome = dispatcher.dispatch(passage, observers);
      answer = outcome == Outcome.INVALID ? passage.unbindable() : outcome.answer();
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
          Messages.ledgerTrouble(passage, String.valueOf(e.getMessage())),
          e);
      answer = Answer.TRY_AGAIN_LATER;
      retryAfter = Optional.of(Answer.LEDGER_RETRY);
    }
    Told told = new Told(answer, retryAfter);
    event.fire(passage, told, observers);
    return told;
  }

  /** The longest time that an observer has asked for. */
  static Optional<Duration> longest(List<ObserverOutcome> observers) {
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
