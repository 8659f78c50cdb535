package org.gatepost.benchmarks.load.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.gatepost.event.Webhook;

/** The only observer of two sources, which inserts a row in the transaction of its receipt. */
@ApplicationScoped
public class InsertingObserver {
  @Resource(lookup = Work.DATA_SOURCE)
  private DataSource database;

  void completed(
      @Observes
          @Webhook(value = "workflow.completed", source = "store-events")
          @Webhook(value = "workflow.completed", source = "store-lease")
          WorkflowCompleted event)
      throws SQLException {
    Work.insert(database, event);
  }
}
