package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
    return claim == null ? claimAgain(session, key, id) : claim;
  }

  /** Asks for several deliveries: those that are new are inserted together. */
  List<Claim> claimAll(JdbcSession session, List<DeliveryKey> keys) throws SQLException {
    List<@Nullable Claim> inserted =
        session.sql().insertEach.isEmpty()
            ? Collections.nCopies(keys.size(), null)
            : insertAll(session, keys);
    List<Claim> claims = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Claim claim = inserted.get(i);
      DeliveryKey key = keys.get(i);
      if (claim == null) {
        claim =
            session.sql().insertEach.isEmpty()
                ? claim(session, key)
                : claimAgain(session, key, Fingerprints.of(key));
      }
      claims.add(claim);
    }
    return claims;
  }

  /** The claims on those that were not there; null for each other. */
  private List<@Nullable Claim> insertAll(JdbcSession session, List<DeliveryKey> keys)
      throws SQLException {
    String[] ids = new String[keys.size()];
    long[] tokens = new long[keys.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Fingerprints.of(keys.get(i));
      tokens[i] = firstToken();
    }
    int[] counts;
    try (PreparedStatement insert = session.prepare(session.sql().insertEach)) {
      for (int i = 0; i < ids.length; i++) {
        setRow(insert, session, keys.get(i), ids[i], tokens[i]);
        insert.addBatch();
      }
      counts = session.executeTogether(insert);
    } catch (SQLException e) {
      for (int i = 0; i < ids.length; i++) {
        doubtful.add(ids[i], tokens[i]);
      }
      throw e;
    }
    List<@Nullable Claim> claims = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      boolean granted = counts[i] == 1 || (counts[i] < 0 && isHeld(session, ids[i], tokens[i]));
      claims.add(granted ? new Claim.Granted(keys.get(i), tokens[i], 1) : null);
    }
    return claims;
  }

  /** Whether a claim is in force, for drivers that do not say what they have inserted. */
  private static boolean isHeld(JdbcSession session, String id, long token) throws SQLException {
    JdbcRow row = JdbcRow.read(session, id);
    return row != null && row.token() == token;
  }

  /** Asks for a delivery that is there already. */
  private Claim claimAgain(JdbcSession session, DeliveryKey key, String id) throws SQLException {
    Claim claim = null;
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
