package org.gatepost.sample.broxi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.gatepost.Delivery;
import org.gatepost.event.Webhook;
import org.gatepost.sample.record.Records;

/** Receives what BroxiAI sends, in either of its two ways of signing. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class BroxiObservers {
  /**
   * A workflow by this name finds the pager down at its first time-out: to see a delivery fail, and
   * succeed when sent again.
   */
  public static final String PAGER_DOWN_AT_FIRST = "pager_down_at_first";

  @Inject private Records records;

  void workflowCompleted(
      @Observes @Webhook(value = "workflow.completed", source = "broxi*", at = "/data")
          Workflow run,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "workflowCompleted");
  }

  void workflowFailed(
      @Observes @Webhook(value = "workflow.failed", source = "broxi*", at = "/data") Workflow run,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "workflowFailed");
  }

  void anyFailure(
      @Observes @Webhook(value = "*.failed", source = "broxi*") JsonObject event, Delivery delivery)
      throws SQLException {
    records.add(delivery, "anyFailure");
  }

  void workflowTimeout(
      @Observes @Webhook(value = "workflow.timeout", source = "broxi*", at = "/data") Workflow run,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "workflowTimeout");
  }

  void pageSomebody(
      @Observes @Webhook(value = "workflow.timeout", source = "broxi*", at = "/data") Workflow run,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "pageSomebody");
    if (run.workflowId().equals(PAGER_DOWN_AT_FIRST) && delivery.attempt() == 1) {
      // Rolls back what was just written down.
      throw new IllegalStateException("the pager does not answer");
    }
  }

  void userMessage(
      @Observes @Webhook(value = "user.message.received", source = "broxi*") UserMessage message,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "userMessage");
  }

  void quotaWarning(
      @Observes @Webhook(value = "api.quota.warning", source = "broxi*", at = "/data") Quota quota,
      Delivery delivery)
      throws SQLException {
    records.add(delivery, "quotaWarning");
  }
}
