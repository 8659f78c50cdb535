package org.gatepost.cdi.internal.observer;

import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.ObserverMethod;
import org.gatepost.cdi.internal.declared.TransactionUse;
import org.gatepost.cdi.internal.payload.ContentRule;
import org.gatepost.cdi.internal.payload.PayloadForm;
import org.gatepost.event.Webhook;

/**
 * An observer method with one of its {@code @Webhook}. Immutable.
 *
 * @param consumer its stable name in the ledger
 * @param webhook the annotation
 * @param type which event types it receives
 * @param source which sources it hears
 * @param content which deliveries it wants of these
 * @param isFallback whether it receives only what no other observer does
 * @param isBatch whether it takes all events of a delivery by one call, as a list
 * @param form what it takes of an event; a list of one where it takes several
 * @param transactional how it does its work where a transaction is running
 * @param method the method, as the container made it
 * @param metadata what the method may know of its event
 * @param current is told while the method is called
 */
public record WebhookObserver(
    String consumer,
    Webhook webhook,
    TypePattern type,
    TypePattern source,
    ContentRule content,
    boolean isFallback,
    boolean isBatch,
    PayloadForm form,
    TransactionUse transactional,
    ObserverMethod<Object> method,
    EventMetadata metadata,
    CurrentDelivery current) {

  /** Whether it must not be called while a transaction is running. */
  public boolean refusesTransactions() {
    return transactional == TransactionUse.NEVER;
  }

  /** Whether its work is part of the transaction in which it is called. */
  public boolean joinsTransactions() {
    return transactional == TransactionUse.JOINS;
  }

  /** Whether it receives what this source sends under this type, whatever the content. */
  boolean receives(String sourceName, String eventType) {
    return type.matches(eventType) && source.matches(sourceName);
  }

  /**
   * Calls the method.
   *
   * @throws Exception if the method does; checked exceptions and errors as themselves, not wrapped
   */
  public void notify(Object payload) throws Exception {
    new DirectEvent(payload, metadata).deliver(event -> current.notify(method, event));
  }

  /** As an object: each is made once, and an annotation takes long to compare. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
