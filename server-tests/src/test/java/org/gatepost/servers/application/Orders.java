package org.gatepost.servers.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** Two observers of the same events, of which one fails at first if it is told to. */
@ApplicationScoped
public class Orders {
  @Inject Seen seen;

  /** An order. */
  public record Order(String number, int failures) {}

  void careful(@Observes @Webhook("order") Order order) {
    seen.add("careful " + order.number());
  }

  void fragile(@Observes @Webhook("order") Order order, Delivery delivery) {
    if (delivery.attempt() <= order.failures()) {
      throw new IllegalStateException("attempt " + delivery.attempt());
    }
    seen.add("fragile " + order.number());
  }
}
