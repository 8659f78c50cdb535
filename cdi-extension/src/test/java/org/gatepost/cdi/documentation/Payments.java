package org.gatepost.cdi.documentation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.gatepost.event.Webhook;

@ApplicationScoped
class Payments {
  public record Payment(String id, long amount) {}

  @Resource(lookup = "java:app/jdbc/shop")
  DataSource database;

  void paid(
      @Observes @Webhook(value = "payment_intent.succeeded", at = "/data/object") Payment payment)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO payment (id, amount) VALUES (?, ?)")) {
      insert.setString(1, payment.id());
      insert.setLong(2, payment.amount());
      insert.executeUpdate();
    }
  }
}
