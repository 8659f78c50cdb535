package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import org.gatepost.event.Batch;
import org.gatepost.event.Webhook;

@ApplicationScoped
class MailEvents {
  public record MailEvent(@JsonbProperty("sg_event_id") String id, String event, String email) {}

  @Inject Journal journal;

  void bounced(@Observes @Webhook(value = "bounce", source = "sendgrid") MailEvent event) {
    journal.write(event.email() + " bounced");
  }

  void all(@Observes @Batch @Webhook(value = "**", source = "sendgrid") List<MailEvent> events) {
    for (MailEvent event : events) {
      journal.write(event.email() + ": " + event.event() + ", event " + event.id());
    }
  }
}
