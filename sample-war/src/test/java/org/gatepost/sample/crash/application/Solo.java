package org.gatepost.sample.crash.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** The only observer of its events, some of which it fails at the first attempt. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class Solo {
  @Inject private Records records;

  void alone(@Observes @Webhook(value = "solo.*", source = "broxi") Delivery delivery)
      throws SQLException {
    records.add(delivery, "solo");
    if (delivery.type().equals("solo.once") && delivery.attempt() == 1) {
      throw new IllegalStateException("expected at the first attempt");
    }
  }
}
