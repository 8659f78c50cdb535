package org.gatepost.cdi;

import jakarta.enterprise.inject.spi.ObserverMethod;
import org.gatepost.Delivery;

/**
 * An observer method with {@code @Webhook}. Immutable.
 *
 * @param consumer its stable name in the ledger
 * @param type which event types it receives
 * @param source which sources it hears
 * @param form what it takes of a delivery
 * @param refusesTransactions whether it must not be called while a transaction is running
 * @param method the method, as the container made it
 */
record WebhookObserver(
    String consumer,
    TypePattern type,
    TypePattern source,
    PayloadForm form,
    boolean refusesTransactions,
    ObserverMethod<Object> method) {

  boolean matches(Delivery delivery) {
    return type.matches(delivery.type()) && source.matches(delivery.source());
  }

  /**
   * Calls the method.
   *
   * @throws Exception if the method does; checked exceptions and errors as themselves, not wrapped
   */
  void notify(Object payload) throws Exception {
    new DirectEvent(payload, method).deliver();
  }
}
