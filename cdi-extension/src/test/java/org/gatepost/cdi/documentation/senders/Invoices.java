package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Invoices {
  public record Invoice(String id, BigDecimal total) {}

  @Inject Journal journal;

  void paid(
      @Observes @Webhook(value = "invoice.paid", source = "billing", at = "/data")
          Invoice invoice) {
    journal.write("invoice " + invoice.id() + " over " + invoice.total());
  }
}
