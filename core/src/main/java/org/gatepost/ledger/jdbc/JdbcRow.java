package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a {@link JdbcLedger} has on one delivery, as read. */
record JdbcRow(
    long token, int attempts, boolean finished, long leaseLeftMillis, long memoryLeftMillis) {

  /** The row of a delivery, or null if there is none. */
  static @Nullable JdbcRow read(JdbcSession session, UUID id) throws SQLException {
    try (PreparedStatement read = session.prepare(session.sql().read)) {
      read.setLong(1, session.in(0));
      read.setLong(2, session.in(0));
      session.setId(read, 3, id);
      try (ResultSet row = read.executeQuery()) {
        return row.next() ? of(row) : null;
      }
    }
  }

  /** The rows of several deliveries that have one, by their ids. */
  static Map<UUID, JdbcRow> readEach(JdbcSession session, List<UUID> ids) throws SQLException {
    List<UUID> padded = Together.padded(ids);
    Map<UUID, JdbcRow> rows = new HashMap<>();
    try (PreparedStatement read = session.prepare(session.sql().readEach(padded.size()))) {
      read.setLong(1, session.in(0));
      read.setLong(2, session.in(0));
      Together.setIds(session, read, 3, padded);
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          rows.put(session.id(row, 6), of(row));
        }
      }
    }
    return rows;
  }

  private static JdbcRow of(ResultSet row) throws SQLException {
    boolean finished = row.getInt(3) != 0;
    return new JdbcRow(
        row.getLong(1),
        row.getInt(2),
        finished,
        row.getLong(4),
        // One that is finished has no lease, and in its place when it may be forgotten.
        finished ? row.getLong(4) : row.getLong(5));
  }
}
