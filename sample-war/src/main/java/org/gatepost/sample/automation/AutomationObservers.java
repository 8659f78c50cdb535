package org.gatepost.sample.automation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** Receives whatever the platform reports. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class AutomationObservers {
  @Inject private Records records;

  void automation(
      @Observes @Webhook(value = "**", source = "x-signature") AutomationEvent event,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "automation");
  }
}
