package org.gatepost.sample.shop;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** A session bean that observes, in the transaction that its container begins. */
@Stateless
public class Book {
  @Inject private Seen seen;
  @Resource private SessionContext context;

  /** Books an order. */
  public void paid(@Observes @Webhook("order.paid") Order order, Delivery delivery) {
    // Fails where no transaction is running.
    boolean marked = context.getRollbackOnly();
    seen.add("booked " + order.getId() + " " + delivery.attempt() + " " + marked);
  }

  /** Fails the first time, as a container tells of it. */
  public void refunded(@Observes @Webhook("order.refunded") Order order, Delivery delivery) {
    if (delivery.attempt() == 1) {
      throw new IllegalStateException("the book is locked");
    }
    seen.add("refunded " + order.getId() + " " + delivery.attempt());
  }
}
