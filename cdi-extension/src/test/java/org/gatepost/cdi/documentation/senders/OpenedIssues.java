package org.gatepost.cdi.documentation.senders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.gatepost.event.Webhook;

@ApplicationScoped
class OpenedIssues {
  public record Issue(int number, String title) {}

  @Inject Journal journal;

  void opened(
      @Observes @Webhook(value = "issues.opened", source = "github", at = "/issue") Issue issue) {
    journal.write("issue " + issue.number() + ": " + issue.title());
  }
}
