package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
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
    UUID id = JdbcIds.of(key);
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
      return busy();
    }
    if (row.finished()) {
      return new Claim.Done();
    }
    if (isLapsed(id, row)) {
      claim = take(session, key, id, row);
    }
    return claim == null ? busy() : claim;
  }

  /**
   * Asks for several deliveries by one statement, and one more where some are there already.
   *
   * @param keys at most {@link Together#MAX}
   * @return what is answered; nothing to those that are to be asked for alone, which are all where
   *     the database has no such statement
   */
  Map<DeliveryKey, Claim> claimTogether(JdbcSession session, List<DeliveryKey> keys)
      throws SQLException {
    List<UUID> ids = keys.stream().map(JdbcIds::of).toList();
    List<DeliveryKey> rows = Together.padded(keys);
    List<UUID> rowIds = Together.padded(ids);
    String statement = session.sql().insertEach(rows.size());
    if (statement.isEmpty()) {
      return Map.of();
    }
    // One for all: they are recorded by one statement too.
    long token = firstToken();
    try (PreparedStatement insert = session.prepare(statement)) {
      int next = 1;
      for (int i = 0; i < rows.size(); i++) {
        next = setRow(insert, next, session, rows.get(i), rowIds.get(i), token);
      }
      boolean all = insert.executeUpdate() == ids.size();
      return all ? granted(keys, token) : answers(session, keys, ids, token);
    } catch (SQLException e) {
      ids.forEach(id -> doubtful.add(id, token));
      throw e;
    }
  }

  private static Map<DeliveryKey, Claim> granted(List<DeliveryKey> keys, long token) {
    Map<DeliveryKey, Claim> granted = new HashMap<>();
    keys.forEach(key -> granted.put(key, new Claim.Granted(key, token, 1)));
    return granted;
  }

  /** What is answered where some were there before those with this token. */
  private Map<DeliveryKey, Claim> answers(
      JdbcSession session, List<DeliveryKey> keys, List<UUID> ids, long token) throws SQLException {
    Map<UUID, JdbcRow> rows = JdbcRow.readEach(session, ids);
    Map<DeliveryKey, Claim> answers = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      JdbcRow row = rows.get(ids.get(i));
      if (row != null && row.token() == token) {
        answers.put(keys.get(i), new Claim.Granted(keys.get(i), token, 1));
      } else if (row != null && !mayBeTaken(ids.get(i), row)) {
        answers.put(keys.get(i), row.finished() ? new Claim.Done() : busy());
      }
    }
    return answers;
  }

  /** Whether whoever asks for a delivery alone might get it. */
  private boolean mayBeTaken(UUID id, JdbcRow row) {
    return row.memoryLeftMillis() <= 0 || (!row.finished() && isLapsed(id, row));
  }

  /** Whether nobody holds an unfinished delivery. */
  private boolean isLapsed(UUID id, JdbcRow row) {
    return row.leaseLeftMillis() <= 0 || doubtful.contains(id, row.token());
  }

  private static Claim busy() {
    return new Claim.Busy(Duration.ofSeconds(1));
  }

  /** Takes note that nobody holds some claims, which may be in force. */
  void abandon(Collection<Claim> claims) {
    for (Claim claim : claims) {
      if (claim instanceof Claim.Granted granted) {
        doubtful.add(JdbcIds.of(granted.key()), granted.token());
      }
    }
  }

  private @Nullable Claim insert(JdbcSession session, DeliveryKey key, UUID id)
      throws SQLException {
    long token = firstToken();
    try (PreparedStatement insert = session.prepare(session.sql().insert)) {
      setLock(insert, setRow(insert, 1, session, key, id, token), session, id);
      return granted(insert, key, id, token, 1);
    } catch (SQLException e) {
      if (JdbcSession.violatesConstraint(e)) {
        return null;
      }
      throw e;
    }
  }

  /** A token for a row that is not there: nobody who had one before has the same. */
  static long firstToken() {
    return ThreadLocalRandom.current().nextLong(1, FIRST_TOKEN_BOUND);
  }

  /** Sets the parameters of a row, and returns which comes next. */
  private int setRow(
      PreparedStatement insert,
      int first,
      JdbcSession session,
      DeliveryKey key,
      UUID id,
      long token)
      throws SQLException {
    int next = setDelivery(insert, first, session, key, id, token);
    insert.setLong(next, session.in(leaseMillis));
    insert.setLong(next + 1, session.in(leaseMillis + rememberMillis));
    return next + 2;
  }

  /** Sets what a row says of its delivery: id, source, key, token. Returns which comes next. */
  static int setDelivery(
      PreparedStatement insert,
      int first,
      JdbcSession session,
      DeliveryKey key,
      UUID id,
      long token)
      throws SQLException {
    session.setId(insert, first, id);
    insert.setString(first + 1, JdbcSession.legible(key.source()));
    insert.setString(first + 2, JdbcSession.legible(key.key()));
    insert.setLong(first + 3, token);
    return first + 4;
  }

  private static void setLock(PreparedStatement statement, int place, JdbcSession session, UUID id)
      throws SQLException {
    if (session.sql().locks) {
      statement.setLong(place, JdbcJoined.lock(id));
    }
  }

  private @Nullable Claim take(JdbcSession session, DeliveryKey key, UUID id, JdbcRow row)
      throws SQLException {
    long token = row.token() + ThreadLocalRandom.current().nextLong(1, TOKEN_STEP_BOUND);
    try (PreparedStatement take = session.prepare(session.sql().take)) {
      take.setLong(1, token);
      take.setLong(2, session.in(leaseMillis));
      take.setLong(3, session.in(leaseMillis + rememberMillis));
      session.setId(take, 4, id);
      take.setLong(5, row.token());
      setLock(take, 6, session, id);
      return granted(take, key, id, token, row.attempts() + 1);
    }
  }

  /** The claim that a statement makes, or null if it makes none. */
  private @Nullable Claim granted(
      PreparedStatement statement, DeliveryKey key, UUID id, long token, int attempt)
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
