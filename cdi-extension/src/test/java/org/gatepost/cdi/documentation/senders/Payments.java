package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Payments {
  public record Payment(String id, long amount, String currency) {}

  @Inject Journal journal;

  void paid(
      @Observes @Webhook(value = "payment_intent.succeeded", source = "stripe", at = "/data/object")
          Payment payment) {
    journal.write(payment.id() + " over " + payment.amount() + " " + payment.currency());
  }
}
