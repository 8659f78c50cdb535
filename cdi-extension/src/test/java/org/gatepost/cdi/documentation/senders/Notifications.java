package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Notifications {
  public record Notification(String subscriptionId, String changeType, String resource) {}

  @Inject Journal journal;

  void changed(@Observes @Webhook(value = "**", source = "graph") Notification notification) {
    journal.write(notification.resource() + " was " + notification.changeType());
  }
}
