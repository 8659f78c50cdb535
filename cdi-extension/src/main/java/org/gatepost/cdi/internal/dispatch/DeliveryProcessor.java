package org.gatepost.cdi.internal.dispatch;

import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.Observers;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.ledger.LedgerException;
import org.gatepost.receiver.Passage;

/**
 * Takes a delivery to its end: the observers run, the outcome is recorded, and the application is
 * told. Thread-safe.
 */
public final class DeliveryProcessor {
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
    List<ObserverOutcome> observers = new ArrayList<>();
    Told told;
    try {
      Optional<Outcome> outcome = dispatcher.dispatch(passage, observers);
      if (outcome.isEmpty()) {
        return Told.of(passage.declined().orElseThrow());
      }
      told = Told.of(outcome.get(), passage, observers);
      // Before the sender hears of it: what it will not send again must not be lost.
      told.record(passage.processing());
    } catch (LedgerException e) {
      told = Told.unrecorded(passage, e);
    }
    event.fire(passage, told, observers);
    return told;
  }
}
