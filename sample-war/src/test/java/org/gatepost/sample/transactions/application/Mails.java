package org.gatepost.sample.transactions.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.gatepost.Delivery;
import org.gatepost.event.Batch;
import org.gatepost.event.Webhook;

/** Observers of requests with several events, some of which fail at the first attempt. */
@ApplicationScoped
public class Mails {
  @Inject private Work work;

  void each(@Observes @Webhook(value = "opened", source = "mail") Delivery event)
      throws SQLException {
    work.on(event);
  }

  void fails(@Observes @Webhook(value = "bounced", source = "mail") Delivery event)
      throws SQLException {
    work.on(event);
    failAtFirst(event);
  }

  void together(@Observes @Batch @Webhook(value = "clicked", source = "mail") List<Delivery> events)
      throws SQLException {
    for (Delivery event : events) {
      work.on(event);
    }
    failAtFirst(events.get(0));
  }

  private static void failAtFirst(Delivery event) {
    if (event.attempt() == 1) {
      throw new IllegalStateException("expected at attempt 1");
    }
  }
}
