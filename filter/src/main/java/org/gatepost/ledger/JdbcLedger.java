package org.gatepost.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
  private static final int STATEMENT_TIMEOUT_IN_SECONDS = 10;
  private static final int MAX_TEXT_LENGTH = 255;
  // One in so many claims forgets up to that many deliveries, twice what comes in.
  private static final int CLAIMS_PER_SWEEP = 32;
  private static final int FORGOTTEN_PER_SWEEP = 64;

  private final DataSource dataSource;
  private final long rememberMillis;
  private final long leaseMillis;
  private final Clock clock;
  private final @Nullable Database givenDatabase;
  private final LongSupplier shiftMillis;
  private final AtomicLong claims = new AtomicLong();
  private volatile @Nullable Prepared prepared;

  /** What is known once the database has been reached. */
  private record Prepared(Database database, JdbcStatements sql) {}

  /** One row as read. */
  private record Row(
      long token, int attempts, boolean finished, long leaseLeftMillis, long memoryLeftMillis) {}

  /** Something to do with a connection. */
  private interface Work<T> {
    T with(Connection connection, Prepared prepared) throws SQLException;
  }

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
    this.dataSource = dataSource;
    this.rememberMillis = remember.toMillis();
    this.leaseMillis = lease.toMillis();
    this.clock = clock;
    this.givenDatabase = database;
    this.shiftMillis = shiftMillis;
  }

  @Override
  public Claim claim(DeliveryKey key) {
    String id = id(key);
    Claim claim = run("claim a delivery", (connection, p) -> claim(connection, p, key, id));
    if (claims.incrementAndGet() % CLAIMS_PER_SWEEP == 0) {
      run("forget old deliveries", this::sweep);
    }
    return claim;
  }

  private Claim claim(Connection connection, Prepared p, DeliveryKey key, String id)
      throws SQLException {
    requireNoTransaction(connection);
    if (insert(connection, p, key, id)) {
      return new Claim.Granted(key, 1, 1);
    }
    Row row = read(connection, p, id);
    if (row != null && row.memoryLeftMillis() <= 0) {
      forget(connection, p, List.of(id));
      row = insert(connection, p, key, id) ? null : read(connection, p, id);
      if (row == null) {
        return new Claim.Granted(key, 1, 1);
      }
    }
    if (row == null) {
      // Forgotten by another just now, who is not likely to be faster twice.
      return new Claim.Busy(Duration.ofSeconds(1));
    }
    if (row.finished()) {
      return new Claim.Done();
    }
    if (row.leaseLeftMillis() <= 0 && take(connection, p, id, row.token())) {
      return new Claim.Granted(key, row.token() + 1, row.attempts() + 1);
    }
    return new Claim.Busy(Duration.ofSeconds(1));
  }

  private boolean insert(Connection connection, Prepared p, DeliveryKey key, String id)
      throws SQLException {
    try (PreparedStatement insert = statement(connection, p.sql().insert)) {
      insert.setString(1, id);
      insert.setString(2, text(key.source()));
      insert.setString(3, text(key.key()));
      insert.setLong(4, time(p, leaseMillis));
      insert.setLong(5, time(p, leaseMillis + rememberMillis));
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      if (violatesConstraint(e)) {
        return false;
      }
      throw e;
    }
  }

  private @Nullable Row read(Connection connection, Prepared p, String id) throws SQLException {
    try (PreparedStatement read = statement(connection, p.sql().read)) {
      read.setLong(1, time(p, 0));
      read.setLong(2, time(p, 0));
      read.setString(3, id);
      try (ResultSet row = read.executeQuery()) {
        return row.next()
            ? new Row(
                row.getLong(1), row.getInt(2), row.getInt(3) != 0, row.getLong(4), row.getLong(5))
            : null;
      }
    }
  }

  private boolean take(Connection connection, Prepared p, String id, long token)
      throws SQLException {
    try (PreparedStatement take = statement(connection, p.sql().take)) {
      take.setLong(1, time(p, leaseMillis));
      take.setLong(2, time(p, leaseMillis + rememberMillis));
      take.setString(3, id);
      take.setLong(4, token);
      return take.executeUpdate() == 1;
    }
  }

  @Override
  public boolean hasReceipt(Claim.Granted claim, String consumer) {
    String id = id(claim.key());
    return run(
        "look for a receipt",
        (connection, p) -> {
          try (PreparedStatement has = statement(connection, p.sql().hasReceipt)) {
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
    return run(
        "give a receipt",
        (connection, p) -> {
          try (PreparedStatement give = statement(connection, p.sql().giveReceipt)) {
            give.setString(1, id(consumer));
            give.setString(2, text(consumer));
            give.setLong(3, time(p, 0));
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
    return run(
        "record that a delivery is finished",
        (connection, p) -> {
          requireNoTransaction(connection);
          try (PreparedStatement complete = statement(connection, p.sql().complete)) {
            complete.setLong(1, time(p, rememberMillis));
            complete.setString(2, id(claim.key()));
            complete.setLong(3, claim.token());
            return complete.executeUpdate() == 1;
          }
        });
  }

  @Override
  public void release(Claim.Granted claim) {
    run(
        "give a delivery back",
        (connection, p) -> {
          requireNoTransaction(connection);
          try (PreparedStatement release = statement(connection, p.sql().release)) {
            release.setLong(1, time(p, 0));
            release.setLong(2, time(p, rememberMillis));
            release.setString(3, id(claim.key()));
            release.setLong(4, claim.token());
            return release.executeUpdate();
          }
        });
  }

  /** Forgets some of what has been remembered long enough. */
  private int sweep(Connection connection, Prepared p) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement find = statement(connection, p.sql().findForgettable)) {
      find.setMaxRows(FORGOTTEN_PER_SWEEP);
      find.setLong(1, time(p, 0));
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    forget(connection, p, ids);
    return ids.size();
  }

  /**
   * Forgets deliveries, if it is still time to. The delivery goes first: until its receipts are
   * gone too and that is committed, nobody can claim it anew and give a receipt that would go with
   * them.
   */
  private void forget(Connection connection, Prepared p, List<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    connection.setAutoCommit(false);
    try (PreparedStatement delivery = statement(connection, p.sql().forgetDelivery);
        PreparedStatement receipts = statement(connection, p.sql().forgetReceipts)) {
      for (String id : ids) {
        delivery.setString(1, id);
        delivery.setLong(2, time(p, 0));
        if (delivery.executeUpdate() == 1) {
          receipts.setString(1, id);
          receipts.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private <T> T run(String what, Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      Prepared known = prepared;
      if (known == null) {
        known = prepare(connection);
        prepared = known;
      }
      return work.with(connection, known);
    } catch (SQLException e) {
      throw new LedgerException("the database cannot " + what + ": " + e.getMessage(), e);
    }
  }

  private Prepared prepare(Connection connection) throws SQLException {
    requireNoTransaction(connection);
    Database database = givenDatabase == null ? Database.of(connection) : givenDatabase;
    JdbcStatements sql = new JdbcStatements(database);
    JdbcTables.require(connection, database, sql);
    return new Prepared(database, sql);
  }

  /**
   * Refuses a connection that does not commit each statement: a claim that is rolled back with
   * somebody's work would not be one, and nor is one that nobody commits.
   */
  private static void requireNoTransaction(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new LedgerException(
          "the data source must commit each statement (JDBC 4.3, section 10.1.1) where no transaction is"
              + " running, and a delivery must be claimed where none is");
    }
  }

  private static PreparedStatement statement(Connection connection, String sql)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(STATEMENT_TIMEOUT_IN_SECONDS);
    return statement;
  }

  /** What stands for the time so much later than now in a statement. */
  private long time(Prepared p, long laterInMillis) {
    return laterInMillis + (p.database().hasClock() ? shiftMillis.getAsLong() : clock.millis());
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
