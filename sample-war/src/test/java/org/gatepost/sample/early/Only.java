package org.gatepost.sample.early;

import jakarta.ejb.Singleton;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;

/** Is made once. */
@Singleton
public class Only {
  @Inject private Delivery delivery;

  public void on(@Observes @Webhook("push") String body) {
    throw new IllegalStateException(delivery + " is perhaps another");
  }
}
