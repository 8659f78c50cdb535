package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Asks for several deliveries by one batch.
   *
   * @return the claims on those that were not there; none where the database takes no such batch
   */
  Map<DeliveryKey, Claim.Granted> claimNew(JdbcSession session, List<DeliveryKey> keys)
      throws SQLException {
    if (session.sql().insertEach.isEmpty()) {
      return Map.of();
    }
    List<Claim.Granted> asked =
        keys.stream().map(key -> new Claim.Granted(key, firstToken(), 1)).toList();
    try (PreparedStatement insert = session.prepare(session.sql().insertEach)) {
      for (Claim.Granted claim : asked) {
        setRow(insert, session, claim.key(), Fingerprints.of(claim.key()), claim.token());
        insert.addBatch();
      }
      int[] counts = session.executeTogether(insert);
      Map<DeliveryKey, Claim.Granted> claims = new HashMap<>();
      for (int i = 0; i < counts.length; i++) {
        Claim.Granted claim = asked.get(i);
        if (counts[i] == 1 || (counts[i] < 0 && isHeld(session, claim))) {
          claims.put(claim.key(), claim);
        }
      }
      return claims;
    } catch (SQLException e) {
      abandon(asked);
      throw e;
    }
  }

  /** Takes note that nobody holds some claims, which may be in force. */
  void abandon(Collection<Claim.Granted> claims) {
    for (Claim.Granted claim : claims) {
      doubtful.add(Fingerprints.of(claim.key()), claim.token());
    }
  }

  /** Whether a claim is in force, for drivers that do not say what they have inserted. */
  private static boolean isHeld(JdbcSession session, Claim.Granted claim) throws SQLException {
    JdbcRow row = JdbcRow.read(session, Fingerprints.of(claim.key()));
    return row != null && row.token() == claim.token();
  }

  private @Nullable Claim insert(JdbcSession session, DeliveryKey key, String id)
      throws SQLException {
    long token = firstToken();
    try (PreparedStatement insert = session.prepare(session.sql().insert)) {
      setRow(insert, session, key, id, token);
      return granted(insert, key, id, token, 1);
    } catch (SQLException e) {
      if (JdbcSession.violatesConstraint(e)) {
        return null;
      }
      throw e;
    }
  }

  private static long firstToken() {
    return ThreadLocalRandom.current().nextLong(1, FIRST_TOKEN_BOUND);
  }

  private void setRow(
      PreparedStatement insert, JdbcSession session, DeliveryKey key, String id, long token)
      throws SQLException {
    insert.setString(1, id);
    insert.setString(2, JdbcSession.legible(key.source()));
    insert.setString(3, JdbcSession.legible(key.key()));
    insert.setLong(4, token);
    insert.setLong(5, session.in(leaseMillis));
    insert.setLong(6, session.in(leaseMillis + rememberMillis));
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
