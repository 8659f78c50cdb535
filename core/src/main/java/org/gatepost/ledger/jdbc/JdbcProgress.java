package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.gatepost.ledger.Claim;

/**
 * What the holder of a claim records in a {@link JdbcLedger}. Each statement does nothing if the
 * claim is no longer in force. Thread-safe.
 */
final class JdbcProgress {
  private final long rememberMillis;

  JdbcProgress(long rememberMillis) {
    this.rememberMillis = rememberMillis;
  }

  boolean hasReceipt(JdbcSession session, Claim.Granted claim, String consumer)
      throws SQLException {
    try (PreparedStatement has = session.prepare(session.sql().hasReceipt)) {
      UUID id = JdbcIds.of(claim.key());
      session.setId(has, 1, id);
      session.setId(has, 2, JdbcIds.of(consumer));
      session.setId(has, 3, id);
      try (ResultSet row = has.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Returns whether it was given; if not, the transaction that is running is of no use. */
  boolean giveReceipt(JdbcSession session, Claim.Granted claim, String consumer)
      throws SQLException {
    try (PreparedStatement give = session.prepare(session.sql().giveReceipt)) {
      setConsumer(give, 1, session, consumer);
      session.setId(give, 4, JdbcIds.of(claim.key()));
      give.setLong(5, claim.token());
      return isInsertedOnce(give);
    }
  }

  /** As {@link #giveReceipt} for each of some claims that are {@link Together#alike}. */
  boolean giveReceipts(JdbcSession session, List<Claim.Granted> claims, String consumer)
      throws SQLException {
    if (claims.size() == 1) {
      return giveReceipt(session, claims.get(0), consumer);
    }
    List<UUID> ids = Together.padded(ids(claims));
    try (PreparedStatement give = session.prepare(session.sql().giveReceiptEach(ids.size()))) {
      setConsumer(give, 1, session, consumer);
      give.setLong(4, claims.get(0).token());
      Together.setIds(session, give, 5, ids);
      return give.executeUpdate() == claims.size();
    } catch (SQLException e) {
      if (JdbcSession.violatesConstraint(e)) {
        return false;
      }
      throw e;
    }
  }

  /** As {@link #complete} for each of some claims that are {@link Together#alike}. */
  boolean completeAll(JdbcSession session, List<Claim.Granted> claims) throws SQLException {
    if (claims.size() == 1) {
      return complete(session, claims.get(0));
    }
    List<UUID> ids = Together.padded(ids(claims));
    try (PreparedStatement complete = session.prepare(session.sql().completeEach(ids.size()))) {
      setTimes(complete, session, claims.get(0).key().recurring());
      complete.setLong(4, claims.get(0).token());
      Together.setIds(session, complete, 5, ids);
      return complete.executeUpdate() == claims.size();
    }
  }

  private static List<UUID> ids(List<Claim.Granted> claims) {
    return claims.stream().map(claim -> JdbcIds.of(claim.key())).toList();
  }

  /** Gives a receipt and completes the claim, both in the transaction that is running. */
  boolean finish(JdbcSession session, Claim.Granted claim, String consumer) throws SQLException {
    String together = session.sql().finish;
    if (together == null) {
      return giveReceipt(session, claim, consumer) && complete(session, claim);
    }
    try (PreparedStatement finish = session.prepare(together)) {
      setCompletion(finish, session, claim);
      setConsumer(finish, 6, session, consumer);
      return isInsertedOnce(finish);
    }
  }

  boolean complete(JdbcSession session, Claim.Granted claim) throws SQLException {
    return complete(session, claim, session.sql().complete);
  }

  /**
   * Completes a claim, under which a receipt was given just now, if the database itself says that
   * both are in one transaction: then that receipt holds the claim in force. A server's transaction
   * alone does not say so, for the data source may have no part in it.
   */
  boolean completeInTransaction(JdbcSession session, Claim.Granted claim) throws SQLException {
    String complete = session.sql().completeInTransaction;
    try {
      return complete != null && session.mayHideTransaction() && complete(session, claim, complete);
    } catch (SQLException e) {
      if (session.mayDoAgain(e)) {
        // No transaction was running, so the receipt stands: not all of it may be done again.
        return false;
      }
      throw e;
    }
  }

  private boolean complete(JdbcSession session, Claim.Granted claim, String statement)
      throws SQLException {
    try (PreparedStatement complete = session.prepare(statement)) {
      setCompletion(complete, session, claim);
      return complete.executeUpdate() == 1;
    }
  }

  void release(JdbcSession session, Claim.Granted claim) throws SQLException {
    try (PreparedStatement release = session.prepare(session.sql().release)) {
      release.setLong(1, session.in(0));
      release.setLong(2, session.in(rememberMillis));
      session.setId(release, 3, JdbcIds.of(claim.key()));
      release.setLong(4, claim.token());
      release.executeUpdate();
    }
  }

  /** Sets what a receipt says of its consumer: id, name, and when it is given. */
  static void setConsumer(
      PreparedStatement statement, int first, JdbcSession session, String consumer)
      throws SQLException {
    session.setId(statement, first, JdbcIds.of(consumer));
    statement.setString(first + 1, JdbcSession.legible(consumer));
    statement.setLong(first + 2, session.in(0));
  }

  private void setCompletion(PreparedStatement statement, JdbcSession session, Claim.Granted claim)
      throws SQLException {
    setTimes(statement, session, claim.key().recurring());
    session.setId(statement, 4, JdbcIds.of(claim.key()));
    statement.setLong(5, claim.token());
  }

  private void setTimes(PreparedStatement statement, JdbcSession session, boolean recurring)
      throws SQLException {
    long forgetAt = session.in(rememberMillis);
    statement.setLong(1, endOfMemory(session, rememberMillis, recurring));
    statement.setLong(2, forgetAt);
    statement.setLong(3, forgetAt);
  }

  /** Until when a delivery is remembered that is finished now. */
  static long endOfMemory(JdbcSession session, long rememberMillis, boolean recurring) {
    // Past on every node, whatever its clock says: then the next claim is of another event.
    return session.in(recurring ? -rememberMillis : rememberMillis);
  }

  private static boolean isInsertedOnce(PreparedStatement statement) throws SQLException {
    try {
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if (JdbcSession.violatesConstraint(e)) {
        // The caller's transaction, if there is one, can only be rolled back now.
        return false;
      }
      throw e;
    }
  }
}
