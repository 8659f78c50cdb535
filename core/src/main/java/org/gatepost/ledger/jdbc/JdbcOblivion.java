package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Forgets the deliveries of a {@link JdbcLedger} that have been remembered long enough. */
final class JdbcOblivion {
  private JdbcOblivion() {}

  /**
   * Forgets some of what may be forgotten, the oldest first.
   *
   * @param max how many at most
   * @return how many were found
   */
  static int sweep(JdbcSession session, int max) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement find = session.prepare(session.sql().findForgettable)) {
      find.setMaxRows(max);
      find.setLong(1, session.in(0));
      if (session.sql().limitsForgettable) {
        find.setInt(2, max);
      }
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          ids.add(session.id(rows, 1));
        }
      }
    }
    forget(session, ids);
    return ids.size();
  }

  /**
   * Forgets deliveries, if it is still time to. The delivery goes first: until its receipts are
   * gone too and that is committed, nobody can claim it anew and give a receipt that would go with
   * them.
   */
  static void forget(JdbcSession session, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    // All in one order, so that two of us do not wait for each other.
    List<UUID> sorted = ids.stream().sorted(JdbcIds.ORDER).toList();
    session.together(s -> forgetReceipts(s, forgetDeliveries(s, sorted)));
  }

  private static List<UUID> forgetDeliveries(JdbcSession session, List<UUID> ids)
      throws SQLException {
    int[] counts;
    try (PreparedStatement delivery = session.prepare(session.sql().forgetDelivery)) {
      for (UUID id : ids) {
        session.setId(delivery, 1, id);
        delivery.setLong(2, session.in(0));
        delivery.setLong(3, session.in(0));
        delivery.addBatch();
      }
      counts = delivery.executeBatch();
    }
    List<UUID> forgotten = new ArrayList<>();
    List<UUID> unknown = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        forgotten.add(ids.get(i));
      } else if (counts[i] == Statement.SUCCESS_NO_INFO) {
        // Some drivers do not count in batches.
        unknown.add(ids.get(i));
      }
    }
    for (List<UUID> part : Together.parts(unknown)) {
      Set<UUID> there = JdbcRow.readEach(session, part).keySet();
      part.stream().filter(id -> !there.contains(id)).forEach(forgotten::add);
    }
    return forgotten;
  }

  private static int forgetReceipts(JdbcSession session, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    try (PreparedStatement receipts = session.prepare(session.sql().forgetReceipts)) {
      for (UUID id : ids) {
        session.setId(receipts, 1, id);
        receipts.addBatch();
      }
      return receipts.executeBatch().length;
    }
  }
}
