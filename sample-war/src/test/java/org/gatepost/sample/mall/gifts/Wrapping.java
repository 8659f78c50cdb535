package org.gatepost.sample.mall.gifts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;
import org.gatepost.sample.shop.Seen;

/** A bean of a library that observes. */
@ApplicationScoped
public class Wrapping {
  @Inject private Seen seen;

  void wrap(@Observes @Webhook("order.paid") Gift gift) {
    seen.add("wrapped a " + gift.giftName());
  }
}
