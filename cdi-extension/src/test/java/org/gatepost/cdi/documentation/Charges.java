package org.gatepost.cdi.documentation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import org.gatepost.Delivery;
import org.gatepost.event.Fallback;
import org.gatepost.event.Webhook;
import org.gatepost.event.Where;

@ApplicationScoped
class Charges {
  public record Charge(String id, BigDecimal amount) {}

  @Inject Journal journal;

  void paid(
      @Observes @Webhook("charge.succeeded") @Webhook(value = "invoice.paid", at = "/charge")
          Charge charge) {
    journal.write(charge.id() + " paid");
  }

  void refunded(
      @Observes @Webhook("charge.refunded") @Where(path = "/api_version", startsWith = "2025-")
          Charge charge) {
    journal.write(charge.id() + " refunded");
  }

  void refundedAsBefore(
      @Observes @Webhook("charge.refunded") @Where(path = "/api_version", exists = false)
          JsonObject charge) {
    journal.write(charge.getString("charge_id") + " refunded");
  }

  void unknown(@Observes @Webhook("**") @Fallback Delivery delivery) {
    journal.write("nobody knows " + delivery.type());
  }
}
