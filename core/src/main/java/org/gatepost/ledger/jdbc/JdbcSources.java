package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/**
 * Which application used a source's name last. That is for a warning alone, so a database in which
 * the table is not there and cannot be created knows of none.
 */
final class JdbcSources {
  private static final String TABLE = "gatepost_source";
  private static final String FIND = "SELECT application FROM gatepost_source WHERE id = ?";

  private JdbcSources() {}

  /**
   * Takes note of an application.
   *
   * @return another one that used the name last; empty if there is none
   */
  static Optional<String> announce(JdbcSession session, String source, String application)
      throws SQLException {
    UUID id = JdbcIds.of(source);
    String shown = JdbcSession.legible(application);
    Optional<String> last = lastOrNone(session, id);
    Optional<String> other = last.filter(one -> !one.equals(shown));
    if (last.isEmpty()) {
      insert(session, id, source, shown);
    } else if (other.isPresent()) {
      update(session, id, shown);
    }
    return other;
  }

  private static Optional<String> lastOrNone(JdbcSession session, UUID id) throws SQLException {
    try {
      return last(session, id);
    } catch (SQLException missing) {
      create(session);
      return last(session, id);
    }
  }

  private static Optional<String> last(JdbcSession session, UUID id) throws SQLException {
    try (PreparedStatement find = session.prepare(FIND)) {
      session.setId(find, 1, id);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static void create(JdbcSession session) throws SQLException {
    for (String statement : JdbcTables.script(session.sql().database)) {
      if (statement.contains(TABLE)) {
        try (Statement create = session.connection().createStatement()) {
          create.execute(statement);
        }
      }
    }
  }

  private static void update(JdbcSession session, UUID id, String application) throws SQLException {
    try (PreparedStatement update =
        session.prepare(
            "UPDATE gatepost_source SET application = ?, started_at = "
                + session.sql().database.now()
                + " WHERE id = ?")) {
      update.setString(1, application);
      update.setLong(2, session.in(0));
      session.setId(update, 3, id);
      update.executeUpdate();
    }
  }

  private static void insert(JdbcSession session, UUID id, String source, String application)
      throws SQLException {
    try (PreparedStatement insert =
        session.prepare(
            "INSERT INTO gatepost_source (application, started_at, id, source) VALUES (?, "
                + session.sql().database.now()
                + ", ?, ?)")) {
      insert.setString(1, application);
      insert.setLong(2, session.in(0));
      session.setId(insert, 3, id);
      insert.setString(4, JdbcSession.legible(source));
      insert.executeUpdate();
    }
  }
}
