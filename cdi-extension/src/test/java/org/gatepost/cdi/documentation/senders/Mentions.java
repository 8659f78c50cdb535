package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Mentions {
  public record Mention(String user, String text) {}

  @Inject Journal journal;

  void mentioned(
      @Observes @Webhook(value = "app_mention", source = "slack", at = "/event") Mention mention) {
    journal.write(mention.user() + " says " + mention.text());
  }
}
