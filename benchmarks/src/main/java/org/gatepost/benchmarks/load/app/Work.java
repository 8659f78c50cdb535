package org.gatepost.benchmarks.load.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the application does with an event: one row in its database. */
public final class Work {
  static final String TABLE =
      "CREATE TABLE IF NOT EXISTS work (id varchar(64) PRIMARY KEY, workflow varchar(64) NOT NULL,"
          + " run varchar(64) NOT NULL, cost double precision NOT NULL)";

  /** The JNDI name of its database. */
  public static final String DATA_SOURCE = "java:app/jdbc/work";

  private Work() {}

  static void insert(DataSource database, WorkflowCompleted event) throws SQLException {
    insert(database, event, "");
  }

  /**
   * Inserts one of several rows of an event.
   *
   * @param which ends its id
   */
  static void insert(DataSource database, WorkflowCompleted event, String which)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO work (id, workflow, run, cost) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, event.deliveryId() + which);
      insert.setString(2, event.data().workflowId());
      insert.setString(3, event.data().runId());
      insert.setDouble(4, event.data().cost());
      insert.executeUpdate();
    }
  }
}
