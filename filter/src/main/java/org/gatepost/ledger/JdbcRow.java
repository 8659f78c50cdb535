package org.gatepost.ledger;

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
        return row.next()
            ? new JdbcRow(
                row.getLong(1), row.getInt(2), row.getInt(3) != 0, row.getLong(4), row.getLong(5))
            : null;
      }
    }
  }
}
