package org.gatepost.sample.crash.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import org.gatepost.Delivery;
import org.gatepost.event.Batch;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** Another one, which takes all events of a request together. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class TogetherAuditor {
  @Inject private Records records;

  void audit(
      @Observes @Batch @Webhook(value = "workflow.*", source = "broxi") List<Delivery> deliveries)
      throws SQLException {
    for (Delivery delivery : deliveries) {
      records.add(delivery, "together");
    }
  }
}
