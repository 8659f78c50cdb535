package org.gatepost.servers.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.gatepost.Delivery;
import org.gatepost.event.Batch;
import org.gatepost.event.Webhook;

/** Observers of requests with several events, one of which is given its events together. */
@ApplicationScoped
public class Mails {
  @Inject Seen seen;

  /** What happened to a mail, and at how many attempts its observer fails. */
  public record Mail(String id, int failures) {}

  void opened(@Observes @Webhook(value = "opened", source = "mail") Mail mail, Delivery event) {
    failAtFirst(mail, event);
    seen.add("opened " + mail.id());
  }

  void bounced(@Observes @Webhook(value = "bounced", source = "mail") Mail mail, Delivery event) {
    failAtFirst(mail, event);
    seen.add("bounced " + mail.id());
  }

  void clicked(@Observes @Batch @Webhook(value = "clicked", source = "mail") List<Mail> mails) {
    seen.add("clicked " + mails.stream().map(Mail::id).collect(Collectors.joining(" ")));
  }

  private static void failAtFirst(Mail mail, Delivery event) {
    if (event.attempt() <= mail.failures()) {
      throw new IllegalStateException("attempt " + event.attempt());
    }
  }
}
