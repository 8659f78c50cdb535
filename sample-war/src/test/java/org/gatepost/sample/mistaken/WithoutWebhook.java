package org.gatepost.sample.mistaken;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Observes CDI events, and no deliveries. */
@ApplicationScoped
public class WithoutWebhook {
  void pushed(@Observes String push) {
    throw new IllegalStateException(push + " came");
  }
}
