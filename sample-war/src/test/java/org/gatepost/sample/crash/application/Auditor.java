package org.gatepost.sample.crash.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** The third observer beside the sample's own two. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class Auditor {
  @Inject private Records records;

  void audit(@Observes @Webhook(value = "workflow.*", source = "broxi") Delivery delivery)
      throws SQLException {
    records.add(delivery, "audit");
  }
}
