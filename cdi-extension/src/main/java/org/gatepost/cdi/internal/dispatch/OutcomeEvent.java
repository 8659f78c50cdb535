package org.gatepost.cdi.internal.dispatch;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.event.DeliveryOutcome;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.receiver.Passage;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application what became of its deliveries, if anything in it observes that.
 * Thread-safe.
 */
final class OutcomeEvent {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final BeanManager beans;
  private final CurrentDelivery current;
  private final Event<DeliveryOutcome> event;
  // Null until the first outcome: observers do not come and go while an application runs.
  private volatile @Nullable Boolean observed;

  OutcomeEvent(BeanManager beans, CurrentDelivery current) {
    this.beans = beans;
    this.current = current;
    this.event = beans.getEvent().select(DeliveryOutcome.class);
  }

  /** Tells an outcome that is recorded. */
  void fire(Passage passage, Told told, List<ObserverOutcome> observers) {
    if (Boolean.FALSE.equals(observed)) {
      return;
    }
    try {
      DeliveryOutcome outcome =
          new DeliveryOutcome(
              passage.delivery().orElseThrow(), told.answer(), told.retryAfter(), observers);
      if (isObserved(outcome)) {
        current.during(passage, () -> event.fire(outcome));
      }
    } catch (Throwable e) {
      // The outcome is recorded: nothing that is made of it may change it.
      LOG.log(System.Logger.Level.ERROR, Messages.outcomeObserverFailed(passage), e);
    }
  }

  private boolean isObserved(DeliveryOutcome outcome) {
    Boolean known = observed;
    if (known == null) {
      known =
          !beans
              .resolveObserverMethods(outcome, Any.Literal.INSTANCE, Default.Literal.INSTANCE)
              .isEmpty();
      observed = known;
    }
    return known;
  }
}
