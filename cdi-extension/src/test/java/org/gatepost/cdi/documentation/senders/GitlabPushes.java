package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import org.gatepost.event.Webhook;

@ApplicationScoped
class GitlabPushes {
  public record Push(String ref, @JsonbProperty("user_name") String user) {}

  @Inject Journal journal;

  void pushed(@Observes @Webhook(value = "Push*", source = "gitlab") Push push) {
    journal.write(push.user() + " pushed " + push.ref());
  }
}
