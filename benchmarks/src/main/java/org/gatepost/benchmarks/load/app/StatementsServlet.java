package org.gatepost.benchmarks.load.app;

import jakarta.servlet.ServletException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The inserts and commits that exactly once takes, written by hand: a claim that commits, and the
 * work, its receipt and the claim's end that commit together.
 */
public class StatementsServlet extends InsertServlet {
  private static final long serialVersionUID = 1L;
  private static final long LEASE_MILLIS = 900_000;

  @Override
  public void init() throws ServletException {
    super.init();
    try (Connection connection = database().getConnection();
        Statement create = connection.createStatement()) {
      create.execute(
          "CREATE TABLE IF NOT EXISTS claim (id varchar(64) PRIMARY KEY, finished smallint NOT NULL,"
              + " lease_until bigint NOT NULL)");
      create.execute(
          "CREATE TABLE IF NOT EXISTS receipt (claim varchar(64) NOT NULL, consumer varchar(64) NOT NULL,"
              + " PRIMARY KEY (claim, consumer))");
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }

  @Override
  void insert(WorkflowCompleted event) throws Exception {
    try (Connection connection = database().getConnection();
        PreparedStatement claim =
            connection.prepareStatement(
                "INSERT INTO claim (id, finished, lease_until) VALUES (?, 0, ?)")) {
      claim.setString(1, event.deliveryId());
      claim.setLong(2, System.currentTimeMillis() + LEASE_MILLIS);
      claim.executeUpdate();
    }
    super.insert(event);
  }

  @Override
  void alsoInTransaction(WorkflowCompleted event) throws SQLException {
    try (Connection connection = database().getConnection();
        PreparedStatement receipt =
            connection.prepareStatement("INSERT INTO receipt (claim, consumer) VALUES (?, ?)")) {
      receipt.setString(1, event.deliveryId());
      receipt.setString(2, "the only one");
      receipt.executeUpdate();
    }
    try (Connection connection = database().getConnection();
        PreparedStatement finish =
            connection.prepareStatement(
                "UPDATE claim SET finished = 1 WHERE id = ? AND finished = 0")) {
      finish.setString(1, event.deliveryId());
      finish.executeUpdate();
    }
  }
}
