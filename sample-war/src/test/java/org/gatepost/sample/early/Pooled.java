package org.gatepost.sample.early;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** Is used again, with the delivery that it was made for. */
@Stateless
public class Pooled {
  @Inject private Delivery delivery;

  public void on(@Observes @Webhook("push") String body) {
    throw new IllegalStateException(delivery + " is perhaps another");
  }
}
