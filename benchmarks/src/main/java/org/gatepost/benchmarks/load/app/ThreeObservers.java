package org.gatepost.benchmarks.load.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.gatepost.event.Webhook;

/** Three observers of one source, each of which inserts a row in the transaction of its receipt. */
@ApplicationScoped
public class ThreeObservers {
  private static final String TYPE = "workflow.completed";
  private static final String SOURCE = "store-three";

  @Resource(lookup = Work.DATA_SOURCE)
  private DataSource database;

  void first(@Observes @Webhook(value = TYPE, source = SOURCE) WorkflowCompleted event)
      throws SQLException {
    Work.insert(database, event, "-1");
  }

  void second(@Observes @Webhook(value = TYPE, source = SOURCE) WorkflowCompleted event)
      throws SQLException {
    Work.insert(database, event, "-2");
  }

  void third(@Observes @Webhook(value = TYPE, source = SOURCE) WorkflowCompleted event)
      throws SQLException {
    Work.insert(database, event, "-3");
  }
}
