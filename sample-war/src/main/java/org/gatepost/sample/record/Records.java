package org.gatepost.sample.record;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.gatepost.Delivery;

/** The sample's table of what its observers saw. */
@ApplicationScoped
public class Records {
  @Resource(name = "jdbc/received")
  private DataSource dataSource;

  /** Creates the table where it is not there yet. */
  void createTable(@Observes Startup event) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS received (
            number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            source VARCHAR(255) NOT NULL,
            type VARCHAR(255) NOT NULL,
            id VARCHAR(255),
            observer VARCHAR(255) NOT NULL,
            attempt INT NOT NULL,
            received_at TIMESTAMP WITH TIME ZONE NOT NULL)
          """);
    }
  }

  /**
   * Writes down what an observer saw, in the observer's transaction.
   *
   * @param delivery what it saw
   * @param observer its name
   * @throws SQLException if the database refuses
   */
  @Transactional(rollbackOn = SQLException.class)
  public void add(Delivery delivery, String observer) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO received (source, type, id, observer, attempt, received_at) VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, delivery.source());
      insert.setString(2, delivery.type());
      insert.setString(3, delivery.id().orElse(null));
      insert.setString(4, observer);
      insert.setInt(5, delivery.attempt());
      insert.setTimestamp(6, Timestamp.from(delivery.receivedAt()));
      insert.executeUpdate();
    }
  }

  /**
   * Everything written down, oldest first.
   *
   * @return one element for each observer that saw a delivery
   * @throws SQLException if the database refuses
   */
  public List<Received> all() throws SQLException {
    List<Received> all = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT source, type, id, observer, attempt, received_at FROM received ORDER BY number");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(
            new Received(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getTimestamp(6).toInstant()));
      }
    }
    return all;
  }
}
