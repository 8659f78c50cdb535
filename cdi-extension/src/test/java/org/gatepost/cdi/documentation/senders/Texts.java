package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Texts {
  public record Text(
      @JsonbProperty("MessageSid") String id,
      @JsonbProperty("From") String from,
      @JsonbProperty("Body") String body) {}

  @Inject Journal journal;

  void received(@Observes @Webhook(value = "received", source = "twilio") Text text) {
    journal.write(text.from() + " writes " + text.body() + " in " + text.id());
  }
}
