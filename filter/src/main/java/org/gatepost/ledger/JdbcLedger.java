package org.gatepost.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a database: it survives restarts, and nodes share it. Thread-safe; keeps no
 * connection between calls.
 *
 * <p>{@link #giveReceipt} joins the transaction that the caller has running, so that a receipt and
 * the work it is for are committed together or not at all. Everything else is one statement each
 * that commits by itself, and is correct under READ COMMITTED: of several that claim one delivery
 * the primary key, or the token that only one of them finds unchanged, lets one through.
 */
final class JdbcLedger implements Ledger {
  private static final int MAX_TEXT_LENGTH = 255;
  // One in so many claims forgets up to that many deliveries, twice what comes in.
  private static final int CLAIMS_PER_SWEEP = 32;
  private static final int FORGOTTEN_PER_SWEEP = 64;
  // Tokens have room to rise.
  private static final long FIRST_TOKEN_BOUND = 1L << 53;
  private static final long TOKEN_STEP_BOUND = 1L << 32;

  private final long rememberMillis;
  private final long leaseMillis;
  private final JdbcAccess database;
  private final AtomicLong claims = new AtomicLong();
  private final DoubtfulClaims doubtful = new DoubtfulClaims();

  /**
   * A ledger in the database behind a data source; it is first reached when first used.
   *
   * @param clock only for a database whose own clock cannot be asked
   */
  JdbcLedger(DataSource dataSource, Duration remember, Duration lease, Clock clock) {
    this(dataSource, remember, lease, clock, null, () -> 0);
  }

  /**
   * A ledger for tests.
   *
   * @param database what to take the database for, or null to ask it
   * @param shiftMillis by how much the database's clock is late
   */
  JdbcLedger(
      DataSource dataSource,
      Duration remember,
      Duration lease,
      Clock clock,
      @Nullable Database database,
      LongSupplier shiftMillis) {
    this.rememberMillis = remember.toMillis();
    this.leaseMillis = lease.toMillis();
    this.database = new JdbcAccess(dataSource, clock, database, shiftMillis);
  }

  @Override
  public Claim claim(DeliveryKey key) {
    String id = id(key);
    // Before the claim: one that was granted must not be lost to a failure in tidying up.
    if (claims.incrementAndGet() % CLAIMS_PER_SWEEP == 0) {
      database.alone(
          "forget old deliveries", session -> JdbcOblivion.sweep(session, FORGOTTEN_PER_SWEEP));
    }
    return database.alone("claim a delivery", session -> claim(session, key, id));
  }

  private Claim claim(JdbcSession session, DeliveryKey key, String id) throws SQLException {
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
      insert.setString(2, text(key.source()));
      insert.setString(3, text(key.key()));
      insert.setLong(4, token);
      insert.setLong(5, session.in(leaseMillis));
      insert.setLong(6, session.in(leaseMillis + rememberMillis));
      return granted(insert, key, id, token, 1);
    } catch (SQLException e) {
      if (violatesConstraint(e)) {
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
      if (!violatesConstraint(e)) {
        doubtful.add(id, token);
      }
      throw e;
    }
    if (!granted) {
      return null;
    }
    doubtful.remove(id);
    return new Claim.Granted(key, token, attempt);
  }

  @Override
  public boolean hasReceipt(Claim.Granted claim, String consumer) {
    String id = id(claim.key());
    return database.join(
        "look for a receipt",
        session -> {
          try (PreparedStatement has = session.prepare(session.sql().hasReceipt)) {
            has.setString(1, id);
            has.setString(2, id(consumer));
            has.setString(3, id);
            try (ResultSet row = has.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  @Override
  public boolean joinsTransactions() {
    return true;
  }

  @Override
  public boolean giveReceipt(Claim.Granted claim, String consumer) {
    return database.join(
        "give a receipt",
        session -> {
          try (PreparedStatement give = session.prepare(session.sql().giveReceipt)) {
            give.setString(1, id(consumer));
            give.setString(2, text(consumer));
            give.setLong(3, session.in(0));
            give.setString(4, id(claim.key()));
            give.setLong(5, claim.token());
            return give.executeUpdate() == 1;
          } catch (SQLException e) {
            if (violatesConstraint(e)) {
              // The caller's transaction, if there is one, can only be rolled back now.
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public boolean complete(Claim.Granted claim) {
    return database.alone(
        "record that a delivery is finished",
        session -> {
          try (PreparedStatement complete = session.prepare(session.sql().complete)) {
            long forgetAt = session.in(rememberMillis);
            complete.setLong(1, forgetAt);
            complete.setLong(2, forgetAt);
            complete.setLong(3, forgetAt);
            complete.setString(4, id(claim.key()));
            complete.setLong(5, claim.token());
            return complete.executeUpdate() == 1;
          }
        });
  }

  @Override
  public void release(Claim.Granted claim) {
    database.alone(
        "give a delivery back",
        session -> {
          try (PreparedStatement release = session.prepare(session.sql().release)) {
            release.setLong(1, session.in(0));
            release.setLong(2, session.in(rememberMillis));
            release.setString(3, id(claim.key()));
            release.setLong(4, claim.token());
            return release.executeUpdate();
          }
        });
  }

  private static boolean violatesConstraint(SQLException e) {
    return e instanceof SQLIntegrityConstraintViolationException
        || (e.getSQLState() != null && e.getSQLState().startsWith("23"));
  }

  /** A delivery's primary key. Collations and lengths differ; a digest is the same everywhere. */
  private static String id(DeliveryKey key) {
    return HexFormat.of().formatHex(Fingerprints.of(key));
  }

  private static String id(String consumer) {
    return HexFormat.of().formatHex(Fingerprints.of(consumer));
  }

  /** A text for people to read, of what each database takes. */
  private static String text(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(MAX_TEXT_LENGTH)
        .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) || c > 0xFFFF ? '?' : c));
    return clean.toString();
  }
}
