package org.gatepost.cdi.internal.dispatch;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.PayloadMetadata;
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
  private final Predicate<Class<?>> own;
  private final Event<DeliveryOutcome> event;
  // Null until the first outcome: observers do not come and go while an application runs.
  private volatile @Nullable Listeners listeners;

  /**
   * Who is told.
   *
   * @param own those by whose calls the event would be fired
   * @param others whether there are others, so that it cannot be
   */
  private record Listeners(List<ObserverMethod<? super DeliveryOutcome>> own, boolean others) {}

  /** An outcome on its way to an observer, as an event that nobody fired. */
  private record Direct(DeliveryOutcome outcome) implements EventContext<DeliveryOutcome> {
    @Override
    public DeliveryOutcome getEvent() {
      return outcome;
    }

    @Override
    public EventMetadata getMetadata() {
      return new PayloadMetadata(DeliveryOutcome.class, Set.of(Any.Literal.INSTANCE));
    }
  }

  /**
   * What tells outcomes.
   *
   * @param own which classes the application has; in an EAR there are those of other WARs besides
   */
  OutcomeEvent(BeanManager beans, CurrentDelivery current, Predicate<Class<?>> own) {
    this.beans = beans;
    this.current = current;
    this.own = own;
    this.event = beans.getEvent().select(DeliveryOutcome.class);
  }

  /** Tells an outcome that is recorded. */
  void fire(Passage passage, Told told, List<ObserverOutcome> observers) {
    Listeners known = listeners;
    if (known != null && known.own().isEmpty()) {
      return;
    }
    try {
      DeliveryOutcome outcome =
          new DeliveryOutcome(
              passage.delivery().orElseThrow(), told.answer(), told.retryAfter(), observers);
      Listeners all = known == null ? find(outcome) : known;
      if (!all.own().isEmpty()) {
        current.during(passage, () -> tell(outcome, all));
      }
    } catch (Throwable e) {
      // The outcome is recorded: nothing that is made of it may change it.
      LOG.log(System.Logger.Level.ERROR, Messages.outcomeObserverFailed(passage), e);
    }
  }

  private Listeners find(DeliveryOutcome outcome) {
    Set<ObserverMethod<? super DeliveryOutcome>> all =
        beans.resolveObserverMethods(outcome, Any.Literal.INSTANCE, Default.Literal.INSTANCE);
    List<ObserverMethod<? super DeliveryOutcome>> ours =
        all.stream().filter(method -> own.test(method.getBeanClass())).toList();
    Listeners found = new Listeners(ours, ours.size() < all.size());
    listeners = found;
    return found;
  }

  private void tell(DeliveryOutcome outcome, Listeners all) {
    if (!all.others()) {
      event.fire(outcome);
      return;
    }
    // In the order that the container gives them; no transaction is running that one could wait
    // for.
    for (ObserverMethod<? super DeliveryOutcome> method : all.own()) {
      if (!method.isAsync()) {
        notify(method, outcome);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void notify(
      ObserverMethod<? super DeliveryOutcome> method, DeliveryOutcome outcome) {
    // It observes this type or a wider one, and does nothing with its event but read it.
    ((ObserverMethod<DeliveryOutcome>) method).notify(new Direct(outcome));
  }
}
