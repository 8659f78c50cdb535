package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a {@link JdbcLedger} has on one delivery, as read. */
record JdbcRow(
    long token, int attempts, boolean finished, long leaseLeftMillis, long memoryLeftMillis) {

  /** The row of a delivery, or null if there is none. */
  static @Nullable JdbcRow read(JdbcSession session, String id) throws SQLException {
    try (PreparedStatement read = session.prepare(session.sql().read)) {
      read.setLong(1, session.in(0));
      read.setLong(2, session.in(0));
      read.setString(3, id);
      try (ResultSet row = read.executeQuery()) {
        if (!row.next()) {
          return null;
        }
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
  }
}
