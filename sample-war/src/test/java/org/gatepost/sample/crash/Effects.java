package org.gatepost.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/** What the observers and the ledger have left in the database. */
final class Effects {
  /** Requests of several events have a digest for a key. */
  private static final String OF_EVENT = "legible_key NOT LIKE 'sha256:%'";

  private final Map<String, Integer> rows = new TreeMap<>();
  private final Connection connection;

  private Effects(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT id, observer, COUNT(*) FROM received GROUP BY id, observer")) {
      while (row.next()) {
        rows.put(row.getString(1) + " " + row.getString(2), row.getInt(3));
      }
    }
  }

  /** Reads them. */
  static Effects of(Connection connection) throws SQLException {
    return new Effects(connection);
  }

  /** Nothing is lost. */
  Effects requireNothingLost(List<String> ids) {
    assertThat(expected(ids).keySet().stream().filter(effect -> !rows.containsKey(effect)))
        .as("lost effects")
        .isEmpty();
    return this;
  }

  /** The deliveries of which an observer has had its effect more than once. */
  Set<String> doubled() {
    return rows.entrySet().stream()
        .filter(row -> row.getValue() > 1)
        .map(row -> row.getKey().substring(0, row.getKey().indexOf(' ')))
        .collect(Collectors.toSet());
  }

  /** Every observer of every delivery has had its effect exactly once, and nothing else has. */
  Effects requireOnce(List<String> ids) {
    Map<String, Integer> expected = expected(ids);
    SoftAssertions.assertSoftly(
        all -> {
          all.assertThat(rows.entrySet().stream().filter(row -> row.getValue() > 1))
              .as("doubled effects")
              .isEmpty();
          all.assertThat(expected.keySet().stream().filter(effect -> !rows.containsKey(effect)))
              .as("lost effects")
              .isEmpty();
          all.assertThat(rows.keySet().stream().filter(effect -> !expected.containsKey(effect)))
              .as("effects of nothing that was sent")
              .isEmpty();
        });
    return this;
  }

  /** The ledger knows every event as finished by all of its observers, and nothing else. */
  Effects requireLedgerConsistent(List<String> ids) throws SQLException {
    Map<String, String> ledger = new TreeMap<>();
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT d.legible_key, d.finished, GREATEST((SELECT COUNT(*) FROM"
                    + " gatepost_receipt r WHERE r.delivery = d.id), CASE WHEN d.consumer_name"
                    + " IS NULL THEN 0 ELSE 1 END) FROM gatepost_delivery d WHERE "
                    + OF_EVENT)) {
      while (row.next()) {
        ledger.put(row.getString(1), row.getInt(2) + " " + row.getInt(3));
      }
    }
    Map<String, String> expected = new TreeMap<>();
    ids.forEach(id -> expected.put(id, "1 " + Deliveries.observers(id).size()));
    assertThat(ledger).as("finished, and receipts, of each delivery").isEqualTo(expected);
    assertThat(count("SELECT COUNT(*) FROM gatepost_delivery WHERE " + OF_EVENT))
        .isEqualTo(ids.size());
    assertThat(count("SELECT COUNT(*) FROM gatepost_delivery WHERE finished = 0"))
        .as("requests and events that are not finished")
        .isZero();
    assertThat(count("SELECT COUNT(*) FROM gatepost_receipt"))
        .as("receipts, beside those that are the row of their delivery")
        .isLessThanOrEqualTo(expected(ids).size());
    System.out.println(
        count("SELECT COUNT(*) FROM gatepost_delivery WHERE consumer_name IS NOT NULL")
            + " claimed in the transaction of their only observer");
    return this;
  }

  /** What shows that the kills struck. */
  String summary() throws SQLException {
    return count("SELECT COUNT(*) FROM received")
        + " effects; "
        + rows.values().stream().filter(count -> count > 1).count()
        + " doubled; "
        + count("SELECT COUNT(*) FROM received WHERE attempt > 1")
        + " at a later attempt than the first; "
        + count(
            "SELECT COUNT(*) FROM (SELECT id FROM received GROUP BY id HAVING MIN(attempt) < MAX(attempt)) pieces")
        + " deliveries whose observers finished at different attempts";
  }

  private static Map<String, Integer> expected(List<String> ids) {
    Map<String, Integer> expected = new TreeMap<>();
    for (String id : ids) {
      for (String observer : Deliveries.observers(id)) {
        expected.put(id + " " + observer, 1);
      }
    }
    return expected;
  }

  private int count(String sql) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
