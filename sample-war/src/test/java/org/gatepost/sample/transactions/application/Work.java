package org.gatepost.sample.transactions.application;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.gatepost.Delivery;

/** What the observers have done, in the database of the ledger. */
@ApplicationScoped
public class Work {
  @Resource(lookup = "java:app/jdbc/work")
  private DataSource dataSource;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  void createTable(@Observes Startup event) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE work (id VARCHAR(255), attempt INT, within VARCHAR(255))");
    }
  }

  /** Does something for a delivery, in the transaction that is running, if one is. */
  public void on(Delivery delivery) throws SQLException {
    boolean running = transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    note(delivery, running ? "in a transaction" : "in none");
  }

  /** Notes something on a delivery. */
  public void note(Delivery delivery, String what) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO work VALUES (?, ?, ?)")) {
      insert.setString(1, delivery.id().orElseThrow());
      insert.setInt(2, delivery.attempt());
      insert.setString(3, what);
      insert.executeUpdate();
    }
  }

  /** What has been done for a delivery: at which attempt, and whether in a transaction. */
  List<String> of(String id) throws SQLException {
    return select(
        "SELECT attempt || ' ' || within FROM work WHERE id = ? ORDER BY attempt, within", id);
  }

  /** How often a delivery has been claimed, as the ledger has it. */
  List<String> claims(String id) throws SQLException {
    return select("SELECT attempts FROM gatepost_delivery WHERE legible_key = ?", id);
  }

  /** Whether a delivery is finished, as the ledger has it. */
  public boolean isFinished(Delivery delivery) throws SQLException {
    return !select(
            "SELECT id FROM gatepost_delivery WHERE legible_key = ? AND finished = 1",
            delivery.id().orElseThrow())
        .isEmpty();
  }

  private List<String> select(String sql, String parameter) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, parameter);
      List<String> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(row.getString(1));
        }
      }
      return rows;
    }
  }
}
