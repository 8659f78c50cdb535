package org.gatepost.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** Receives whatever the senders send whose events the sample does not know one by one. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class OtherObservers {
  @Inject private Records records;

  void slack(@Observes @Webhook(value = "**", source = "slack") Delivery delivery)
      throws SQLException {
    records.add(delivery, "slack");
  }

  void standard(@Observes @Webhook(value = "**", source = "standard") Delivery delivery)
      throws SQLException {
    records.add(delivery, "standard");
  }
}
