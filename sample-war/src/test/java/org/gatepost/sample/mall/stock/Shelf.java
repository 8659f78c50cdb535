package org.gatepost.sample.mall.stock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;
import org.gatepost.sample.shop.Seen;

/** A bean of another library that observes. */
@ApplicationScoped
public class Shelf {
  @Inject private Seen seen;

  void take(@Observes @Webhook("order.paid") Pieces pieces) {
    seen.add("took " + pieces.pieceCount());
  }
}
