package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Changes {
  public record Change(long eventId, String subscriptionType, long objectId) {}

  @Inject Journal journal;

  void changed(@Observes @Webhook(value = "contact.*", source = "hubspot") Change change) {
    journal.write(change.subscriptionType() + " of " + change.objectId());
  }
}
