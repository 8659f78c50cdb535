package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Fingerprints;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JdbcLedger} grants its claims. Each is one statement, and correct at every isolation
 * level: of several that claim one delivery the primary key, or the token that only one of them
 * finds unchanged, lets one through. Thread-safe.
 */
final class JdbcClaims {
  // Tokens have room to rise.
  private static final long FIRST_TOKEN_BOUND = 1L << 53;
  private static final long TOKEN_STEP_BOUND = 1L << 32;

  private final long rememberMillis;
  private final long leaseMillis;
  private final DoubtfulClaims doubtful = new DoubtfulClaims();

  JdbcClaims(long rememberMillis, long leaseMillis) {
    this.rememberMillis = rememberMillis;
    this.leaseMillis = leaseMillis;
  }

  /** Asks for a delivery. */
  Claim claim(JdbcSession session, DeliveryKey key) throws SQLException {
    String id = Fingerprints.of(key);
    Claim claim = insert(session, key, id);
    if (claim != null) {
      return claim;
    }
    JdbcRow row = JdbcRow.read(session, id);
    if (row != null && row.memoryLeftMillis() <= 0) {
      JdbcOblivion.forget(session, List.of(id));
      claim = insert(session, key, id);
      if (claim != null) {
        return claim;
      }
      row = JdbcRow.read(session, id);
    }
    if (row == null) {
      // Forgotten by another just now, who is not likely to be faster twice.
      return new Claim.Busy(Duration.ofSeconds(1));
    }
    if (row.finished()) {
      return new Claim.Done();
    }
    if (row.leaseLeftMillis() <= 0 || doubtful.contains(id, row.token())) {
      claim = take(session, key, id, row);
    }
    return claim == null ? new Claim.Busy(Duration.ofSeconds(1)) : claim;
  }

  private @Nullable Claim insert(JdbcSession session, DeliveryKey key, String id)
      throws SQLException {
    long token = ThreadLocalRandom.current().nextLong(1, FIRST_TOKEN_BOUND);
    try (PreparedStatement insert = session.prepare(session.sql().insert)) {
      insert.setString(1, id);
      insert.setString(2, JdbcSession.legible(key.source()));
      insert.setString(3, JdbcSession.legible(key.key()));
      insert.setLong(4, token);
      insert.setLong(5, session.in(leaseMillis));
      insert.setLong(6, session.in(leaseMillis + rememberMillis));
      return granted(insert, key, id, token, 1);
    } catch (SQLException e) {
      if (JdbcSession.violatesConstraint(e)) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable Claim take(JdbcSession session, DeliveryKey key, String id, JdbcRow row)
      throws SQLException {
    long token = row.token() + ThreadLocalRandom.current().nextLong(1, TOKEN_STEP_BOUND);
    try (PreparedStatement take = session.prepare(session.sql().take)) {
      take.setLong(1, token);
      take.setLong(2, session.in(leaseMillis));
      take.setLong(3, session.in(leaseMillis + rememberMillis));
      take.setString(4, id);
      take.setLong(5, row.token());
      return granted(take, key, id, token, row.attempts() + 1);
    }
  }

  /** The claim that a statement makes, or null if it makes none. */
  private @Nullable Claim granted(
      PreparedStatement statement, DeliveryKey key, String id, long token, int attempt)
      throws SQLException {
    boolean granted;
    try {
      granted = statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if (!JdbcSession.violatesConstraint(e)) {
        doubtful.add(id, token);
      }
      throw e;
    }
    if (!granted) {
      return null;
    }
    return new Claim.Granted(key, token, attempt);
  }
}
