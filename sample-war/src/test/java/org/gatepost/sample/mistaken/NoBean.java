package org.gatepost.sample.mistaken;

import jakarta.enterprise.event.Observes;
import org.gatepost.event.Webhook;

/** No scope annotation makes it a bean. */
public class NoBean {
  void pushed(@Observes @Webhook("push") String push) {
    throw new IllegalStateException(push + " came");
  }
}
