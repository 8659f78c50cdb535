package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Captures {
  public record Capture(String id) {}

  @Inject Journal journal;

  void captured(
      @Observes @Webhook(value = "PAYMENT.CAPTURE.COMPLETED", source = "paypal", at = "/resource")
          Capture capture) {
    journal.write("ask PayPal for capture " + capture.id());
  }
}
