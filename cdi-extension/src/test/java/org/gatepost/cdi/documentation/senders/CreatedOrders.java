package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import org.gatepost.event.Webhook;

@ApplicationScoped
class CreatedOrders {
  public record Order(long id, @JsonbProperty("total_price") BigDecimal total) {}

  @Inject Journal journal;

  void created(@Observes @Webhook(value = "orders/create", source = "shopify") Order order) {
    journal.write("order " + order.id() + " over " + order.total());
  }
}
