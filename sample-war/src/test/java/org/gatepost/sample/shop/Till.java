package org.gatepost.sample.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

/** An ordinary bean that observes. */
@RequestScoped
public class Till {
  @Inject private Seen seen;

  void paid(@Observes @Webhook("order.paid") Order order) {
    seen.add("counted " + order.getId());
  }
}
