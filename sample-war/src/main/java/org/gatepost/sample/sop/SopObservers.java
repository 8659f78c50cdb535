package org.gatepost.sample.sop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** Receives the end of runs. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class SopObservers {
  @Inject private Records records;

  void runFinished(@Observes @Webhook(value = "**", source = "sop") Run run, Delivery delivery)
      throws SQLException {
    records.add(delivery, "runFinished");
  }
}
