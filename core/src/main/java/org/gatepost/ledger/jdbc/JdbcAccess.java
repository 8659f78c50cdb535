package org.gatepost.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import javax.sql.DataSource;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JdbcLedger} reaches its database: a connection for each call, and none between them.
 * Thread-safe. The first call finds out which database it is, and sees that the tables are there.
 */
final class JdbcAccess {
  private final DataSource dataSource;
  private final CommittingConnections committing;
  private final Clock clock;
  private final @Nullable Database givenDatabase;
  private final LongSupplier shiftMillis;
  private final BackOff backOff;
  private final BooleanSupplier managed;
  private volatile @Nullable Dialect dialect;

  /** Where a connection comes from. */
  private interface Lender {
    Connection lend() throws SQLException;
  }

  /** What is known once the database has been reached. */
  private record Dialect(JdbcStatements sql, LongUnaryOperator time) {}

  /**
   * The way to the database behind a data source.
   *
   * @param clock only for a database whose own clock cannot be asked
   * @param givenDatabase what to take the database for, or null to ask it
   * @param shiftMillis by how much the database's clock is late
   * @param backOff the waits before what the database undid for another's sake is done again
   * @param managed whether the thread is in a transaction that the server manages
   */
  JdbcAccess(
      DataSource dataSource,
      Clock clock,
      @Nullable Database givenDatabase,
      LongSupplier shiftMillis,
      BackOff backOff,
      BooleanSupplier managed) {
    this.dataSource = dataSource;
    this.committing = new CommittingConnections(dataSource, managed);
    this.clock = clock;
    this.givenDatabase = givenDatabase;
    this.shiftMillis = shiftMillis;
    this.backOff = backOff;
    this.managed = managed;
  }

  /**
   * Works in the transaction that is running, if there is one. What the database undid for
   * another's sake is done again if none was.
   *
   * @param what the work, as in: the database cannot claim a delivery
   * @throws LedgerException if it does not succeed
   */
  <T> T join(String what, JdbcSession.Work<T> work) {
    return work(what, work, dataSource::getConnection, JdbcSession::mayDoAgain);
  }

  /**
   * Works where no transaction is running. What the database undid for another's sake, a deadlock
   * or a conflict under SERIALIZABLE, is done again.
   *
   * @param what the work, as in: the database cannot claim a delivery
   * @throws LedgerException if it does not succeed
   */
  <T> T alone(String what, JdbcSession.Work<T> work) {
    return work(
        what,
        work,
        committing::take,
        (session, failure) -> session.sql().database.isConflict(failure));
  }

  private <T> T work(
      String what,
      JdbcSession.Work<T> work,
      Lender lender,
      BiPredicate<JdbcSession, SQLException> mayDoAgain) {
    for (int tries = 1; ; tries++) {
      try (Connection connection = lender.lend()) {
        JdbcSession session = session(connection);
        try {
          return work.in(session);
        } catch (SQLException e) {
          if (tries == BackOff.MAX_TRIES || !mayDoAgain.test(session, e)) {
            throw e;
          }
        }
      } catch (SQLException e) {
        throw trouble(what, e);
      } catch (LedgerException e) {
        throw e;
      } catch (RuntimeException e) {
        // A server's data source may throw what it likes.
        throw trouble(what, e);
      }
      // Without a connection, which others can use meanwhile.
      try {
        backOff.await(tries);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw trouble(what, e);
      }
    }
  }

  private JdbcSession session(Connection connection) throws SQLException {
    Dialect known = dialect;
    if (known == null) {
      known = meet(connection);
      dialect = known;
    }
    return new JdbcSession(connection, known.sql(), known.time(), managed);
  }

  private Dialect meet(Connection connection) throws SQLException {
    Database database = givenDatabase == null ? Database.of(connection) : givenDatabase;
    Dialect met =
        new Dialect(
            new JdbcStatements(database),
            database.hasClock()
                ? millis -> millis + shiftMillis.getAsLong()
                : millis -> millis + clock.millis());
    new JdbcSession(connection, met.sql(), met.time(), managed).requireNoTransaction();
    if (database.readsUncommitted(connection)) {
      throw new LedgerException(
          "the isolation level of the data source must be READ COMMITTED or higher, was READ UNCOMMITTED:"
              + " a copy would be answered by what may be rolled back");
    }
    JdbcTables.require(connection, database, met.sql());
    return met;
  }

  private static LedgerException trouble(String what, Exception e) {
    return new LedgerException("the database cannot " + what + ": " + e.getMessage(), e);
  }
}
