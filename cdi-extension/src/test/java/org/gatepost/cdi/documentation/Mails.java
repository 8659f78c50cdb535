package org.gatepost.cdi.documentation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.gatepost.event.Batch;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Mails {
  public record Mail(String email, String event) {}

  @Inject Journal journal;

  void bounced(@Observes @Webhook("bounce") Mail mail) {
    journal.write(mail.email());
  }

  void all(@Observes @Batch @Webhook("**") List<Mail> mails) {
    journal.write(mails.size() + " events");
  }
}
