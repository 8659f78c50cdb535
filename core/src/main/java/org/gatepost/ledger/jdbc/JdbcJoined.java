package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JdbcLedger} claims a delivery in the transaction of its only consumer, on
 * PostgreSQL. Thread-safe.
 *
 * <p>The transaction holds an advisory lock whose number is taken from the delivery's id, so that
 * nobody waits for its uncommitted row: who does not get the lock is told that the delivery is
 * busy. What makes it once is a unique key: that of the delivery, whose row is inserted as finished
 * and is the consumer's receipt itself; or that of the receipt where there is a row already.
 * Nothing that was read before the lock decides, for a snapshot may be older than the lock
 * (PostgreSQL, "Advisory Locks").
 */
final class JdbcJoined {
  /** Parameter: the lock's number. */
  private static final String UNLOCKED = Database.POSTGRESQL.unlocked();

  // How often the server looks whether a client is still there whose statement is running.
  private static final long CHECK_MILLIS = 1000;

  private static final String NOW = Database.POSTGRESQL.now();
  private static final String IDLE_LIMIT = "idle_in_transaction_session_timeout";
  private static final String CONNECTION_CHECK = "client_connection_check_interval";
  private static final String COLUMNS =
      "INSERT INTO gatepost_delivery (id, source, legible_key, token, attempts, finished,"
          + " lease_until, forget_at, consumer_name) SELECT ?, ?, ?, ?, 1, ";

  /** Parameters: time limit. */
  private static final String LIMIT = "set_config('" + IDLE_LIMIT + "', ?, true)";

  private static final String CHECK =
      ", set_config('" + CONNECTION_CHECK + "', '" + CHECK_MILLIS + "', true)";

  /**
   * Takes over what another attempt has left: finished by the receipt that is given with it.
   * Parameters: end of the memory, when to forget, consumer, id, now, the lease; consumer's id,
   * consumer, now.
   */
  static final String TAKE =
      "WITH taken AS (UPDATE gatepost_delivery SET token = token + 1, attempts = attempts + 1,"
          + " finished = 1, lease_until = "
          + NOW
          + ", forget_at = "
          + NOW
          + ", consumer_name = ? WHERE id = ? AND finished = 0 AND lease_until <= "
          + NOW
          + " AND forget_at > "
          + NOW
          + " RETURNING id, token, attempts), given AS (INSERT INTO gatepost_receipt (delivery,"
          + " consumer, consumer_name, given_at) SELECT id, ?, ?, "
          + NOW
          + " FROM taken ON CONFLICT DO NOTHING RETURNING 1)"
          + " SELECT token, attempts FROM taken WHERE EXISTS (SELECT 1 FROM given)";

  /** Parameters: those of {@link #COLUMNS}, end of the lease, when to forget, consumer, lock. */
  static final String COUNT_FAILURE =
      COLUMNS
          + "0, "
          + NOW
          + ", "
          + NOW
          + ", CAST(? AS VARCHAR) FROM set_config('synchronous_commit', 'off', true) WHERE "
          + UNLOCKED
          + " ON CONFLICT (id) DO UPDATE SET token = gatepost_delivery.token + 1, attempts ="
          + " gatepost_delivery.attempts + 1, forget_at = excluded.forget_at WHERE"
          + " gatepost_delivery.finished = 0 AND gatepost_delivery.lease_until <="
          + " excluded.lease_until";

  /** Parameters: those of {@link #COLUMNS}, end of the memory, when to forget, consumer, lock. */
  static final String REJECT =
      COLUMNS
          + "1, "
          + NOW
          + ", "
          + NOW
          + ", ? WHERE "
          + UNLOCKED
          + " ON CONFLICT (id) DO UPDATE SET token = gatepost_delivery.token + 1, attempts ="
          + " gatepost_delivery.attempts + 1, finished = 1, lease_until = excluded.lease_until,"
          + " forget_at = excluded.forget_at, consumer_name = excluded.consumer_name WHERE"
          + " gatepost_delivery.finished = 0 AND gatepost_delivery.lease_until <= "
          + NOW;

  private final String insert;
  private final String idleMillis;
  private final long rememberMillis;
  private final long leaseMillis;

  private JdbcJoined(
      long rememberMillis, long leaseMillis, long idleMillis, boolean checksConnections) {
    this.rememberMillis = rememberMillis;
    this.leaseMillis = leaseMillis;
    this.idleMillis = String.valueOf(idleMillis);
    this.insert = insert(checksConnections);
  }

  /**
   * Takes the lock and inserts the delivery as finished. Parameters: lock, time limit, id, source,
   * key, token, end of the memory, when to forget, consumer. Columns: whether the lock is ours, how
   * many rows were inserted.
   *
   * @param checksConnections whether the server is to look whether its client is there
   */
  static String insert(boolean checksConnections) {
    return "WITH locked AS (SELECT pg_try_advisory_xact_lock(?) AS got, "
        + LIMIT
        + (checksConnections ? CHECK : "")
        + "), claimed AS ("
        + COLUMNS
        + "1, "
        + NOW
        + ", "
        + NOW
        + ", ? FROM locked WHERE got ON CONFLICT DO NOTHING RETURNING 1)"
        + " SELECT got, (SELECT COUNT(*) FROM claimed) FROM locked";
  }

  /**
   * What claims in transactions, with limits on how long a transaction may hold its lock whose
   * client is gone without a word: a machine that loses its network would hold it until TCP gives
   * up, which by default takes hours.
   *
   * @return null if the database has no such locks
   */
  static @Nullable JdbcJoined of(JdbcSession session, long rememberMillis, long leaseMillis)
      throws SQLException {
    if (session.sql().database != Database.POSTGRESQL) {
      return null;
    }
    long limit;
    try {
      limit = idleLimit(session);
    } catch (SQLException e) {
      if (isUnknown(e)) {
        return null;
      }
      throw e;
    }
    return new JdbcJoined(
        rememberMillis,
        leaseMillis,
        limit == 0 ? leaseMillis : Math.min(limit, leaseMillis),
        checksConnections(session));
  }

  /**
   * Whether a database that calls itself PostgreSQL does not know what is asked for: SQL:2016, part
   * 2, table 33, class 0A is feature not supported, 42 is syntax error or access rule violation.
   */
  private static boolean isUnknown(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("42") || state.startsWith("0A"));
  }

  /** The limit that the server has set, in milliseconds; 0 if none. */
  private static long idleLimit(JdbcSession session) throws SQLException {
    try (PreparedStatement ask =
        session.prepare("SELECT CAST(setting AS BIGINT) FROM pg_settings WHERE name = ?")) {
      ask.setString(1, IDLE_LIMIT);
      try (ResultSet row = ask.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** Whether the server can do so: from PostgreSQL 14 on, and not on every platform. */
  private static boolean checksConnections(JdbcSession session) {
    try (PreparedStatement ask =
        session.prepare(
            "SELECT set_config('" + CONNECTION_CHECK + "', '" + CHECK_MILLIS + "', true)")) {
      ask.executeQuery().close();
      return true;
    } catch (SQLException unknown) {
      return false;
    }
  }

  /**
   * Claims a delivery in the transaction that is running.
   *
   * @return the claim, or empty if the delivery is to be asked for by itself
   */
  Optional<Claim.Granted> claim(JdbcSession session, DeliveryKey key, String consumer)
      throws SQLException {
    UUID id = JdbcIds.of(key);
    try {
      return switch (insert(session, key, id, consumer)) {
        case INSERTED -> Optional.of(new Claim.Granted(key, 1, 1));
        case THERE -> take(session, key, id, consumer);
        case BUSY -> Optional.empty();
      };
    } catch (SQLException e) {
      if (session.sql().database.isConflict(e)) {
        // The transaction's snapshot is older than what another has committed.
        return Optional.empty();
      }
      throw e;
    }
  }

  private enum Insertion {
    INSERTED,
    THERE,
    BUSY
  }

  private Insertion insert(JdbcSession session, DeliveryKey key, UUID id, String consumer)
      throws SQLException {
    try (PreparedStatement insert = session.prepare(this.insert)) {
      insert.setLong(1, lock(id));
      insert.setString(2, idleMillis);
      int next = JdbcClaims.setDelivery(insert, 3, session, key, id, JdbcClaims.firstToken());
      next = setFinished(insert, next, session, key);
      insert.setString(next, JdbcSession.legible(consumer));
      try (ResultSet row = insert.executeQuery()) {
        if (!row.next() || !row.getBoolean(1)) {
          return Insertion.BUSY;
        }
        return row.getLong(2) == 1 ? Insertion.INSERTED : Insertion.THERE;
      }
    }
  }

  private Optional<Claim.Granted> take(
      JdbcSession session, DeliveryKey key, UUID id, String consumer) throws SQLException {
    try (PreparedStatement take = session.prepare(TAKE)) {
      int next = setFinished(take, 1, session, key);
      take.setString(next, JdbcSession.legible(consumer));
      session.setId(take, next + 1, id);
      take.setLong(next + 2, session.in(0));
      // So that it is not forgotten before this ends.
      take.setLong(next + 3, session.in(leaseMillis));
      JdbcProgress.setConsumer(take, next + 4, session, consumer);
      try (ResultSet row = take.executeQuery()) {
        return row.next()
            ? Optional.of(new Claim.Granted(key, row.getLong(1), row.getInt(2)))
            : Optional.empty();
      }
    }
  }

  /** Counts an attempt that was rolled back, unless a copy is being processed. */
  void countFailure(JdbcSession session, DeliveryKey key) throws SQLException {
    UUID id = JdbcIds.of(key);
    try (PreparedStatement count = session.prepare(COUNT_FAILURE)) {
      int next = JdbcClaims.setDelivery(count, 1, session, key, id, JdbcClaims.firstToken());
      count.setLong(next, session.in(0));
      count.setLong(next + 1, session.in(leaseMillis + rememberMillis));
      count.setString(next + 2, null);
      count.setLong(next + 3, lock(id));
      count.executeUpdate();
    }
  }

  /** Finishes a delivery that was rejected, and returns whether it is finished now. */
  boolean reject(JdbcSession session, DeliveryKey key, String consumer) throws SQLException {
    UUID id = JdbcIds.of(key);
    try (PreparedStatement reject = session.prepare(REJECT)) {
      int next = JdbcClaims.setDelivery(reject, 1, session, key, id, JdbcClaims.firstToken());
      next = setFinished(reject, next, session, key);
      reject.setString(next, JdbcSession.legible(consumer));
      reject.setLong(next + 1, lock(id));
      reject.setLong(next + 2, session.in(0));
      if (reject.executeUpdate() == 1) {
        return true;
      }
    }
    JdbcRow row = JdbcRow.read(session, id);
    return row != null && row.finished();
  }

  /** The number of a delivery's lock: of two that are equal one waits for its sender's next try. */
  static long lock(UUID id) {
    return id.getMostSignificantBits();
  }

  private int setFinished(
      PreparedStatement statement, int first, JdbcSession session, DeliveryKey key)
      throws SQLException {
    long end = JdbcProgress.endOfMemory(session, rememberMillis, key.recurring());
    statement.setLong(first, end);
    statement.setLong(first + 1, end);
    return first + 2;
  }
}
