package org.gatepost.sample.early;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** Returns before its work is done. */
@Stateless
public class Later {
  @Asynchronous
  public void on(@Observes @Webhook("**") Delivery delivery) {
    throw new IllegalStateException("nobody would hear of it");
  }
}
