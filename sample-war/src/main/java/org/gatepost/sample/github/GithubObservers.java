package org.gatepost.sample.github;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** Receives pushes, what happens to issues, and writes down whatever else GitHub tells. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class GithubObservers {
  @Inject private Records records;

  void push(@Observes @Webhook(value = "push", source = "github") Push push, Delivery delivery)
      throws SQLException {
    records.add(delivery, "push");
  }

  void issue(
      @Observes @Webhook(value = "issues.*", source = "github") IssueEvent event, Delivery delivery)
      throws SQLException {
    records.add(delivery, "issue");
  }

  void anything(@Observes @Webhook(value = "**", source = "github") Delivery delivery)
      throws SQLException {
    records.add(delivery, "anything");
  }
}
