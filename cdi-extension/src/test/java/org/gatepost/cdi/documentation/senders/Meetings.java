package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Meetings {
  public record Meeting(String id, String topic) {}

  @Inject Journal journal;

  void started(
      @Observes @Webhook(value = "meeting.started", source = "zoom", at = "/payload/object")
          Meeting meeting) {
    journal.write("meeting " + meeting.id() + " on " + meeting.topic());
  }
}
