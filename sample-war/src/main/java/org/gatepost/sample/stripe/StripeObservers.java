package org.gatepost.sample.stripe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** Receives paid invoices. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class StripeObservers {
  @Inject private Records records;

  void invoicePaid(
      @Observes @Webhook(value = "invoice.paid", source = "stripe", at = "/data/object")
          Invoice invoice,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "invoicePaid");
  }
}
