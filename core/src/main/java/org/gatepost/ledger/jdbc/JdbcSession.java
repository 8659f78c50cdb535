package org.gatepost.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.gatepost.ledger.LedgerException;

/**
 * A connection to a {@link JdbcLedger}'s database, for as long as one call needs it, with the
 * statements that this database understands.
 *
 * @param time what stands for the time so many milliseconds later than now in a statement
 * @param managed whether the thread is in a transaction that the server manages
 */
record JdbcSession(
    Connection connection, JdbcStatements sql, LongUnaryOperator time, BooleanSupplier managed) {
  private static final int STATEMENT_TIMEOUT_IN_SECONDS = 10;
  private static final int MAX_TEXT_LENGTH = 255;

  /** Something to do in a session. */
  interface Work<T> {
    T in(JdbcSession session) throws SQLException;
  }

  PreparedStatement prepare(String statement) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    prepared.setQueryTimeout(STATEMENT_TIMEOUT_IN_SECONDS);
    return prepared;
  }

  /** Sets a parameter that is an id. */
  void setId(PreparedStatement statement, int index, UUID id) throws SQLException {
    JdbcIds.set(sql.database, statement, index, id);
  }

  /** Reads a column that is an id. */
  UUID id(ResultSet row, int column) throws SQLException {
    return JdbcIds.read(sql.database, row, column);
  }

  /**
   * Whether a statement failed for what is in the tables already: SQL:2016, part 2, table 33, class
   * 23 is integrity constraint violation.
   */
  static boolean violatesConstraint(SQLException e) {
    return e instanceof SQLIntegrityConstraintViolationException
        || (e.getSQLState() != null && e.getSQLState().startsWith("23"));
  }

  /**
   * Whether a statement, which failed, was undone by the database for another's sake, and nothing
   * else with it: then it may be done again.
   */
  boolean mayDoAgain(SQLException failure) {
    try {
      return sql.database.isConflict(failure)
          && !managed.getAsBoolean()
          && sql.database.wasInNoTransaction(connection);
    } catch (SQLException | LedgerException unknown) {
      failure.addSuppressed(unknown);
      return false;
    }
  }

  /** A text for people to read, of what each database takes. */
  static String legible(String text) {
    return isLegible(text) ? text : madeLegible(text);
  }

  private static boolean isLegible(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static String madeLegible(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(MAX_TEXT_LENGTH)
        .forEach(c -> clean.appendCodePoint(Character.isISOControl(c) || c > 0xFFFF ? '?' : c));
    return clean.toString();
  }

  /** What stands for the time so much later than now in a statement. */
  long in(long millis) {
    return time.applyAsLong(millis);
  }

  /**
   * Refuses a connection that does not commit each statement: a claim that is rolled back with
   * somebody's work would not be one, and nor is one that nobody commits.
   */
  void requireNoTransaction() throws SQLException {
    if (managed.getAsBoolean()) {
      throw CommittingConnections.managed();
    }
    if (!connection.getAutoCommit()) {
      throw CommittingConnections.none();
    }
  }

  /**
   * Whether the connection says that it commits each statement, but a transaction is running of
   * which it may not know: Open Liberty's connections, and those of MariaDB's own driver, never say
   * so of a distributed one.
   */
  boolean mayHideTransaction() {
    return sql.database.hidesTransactions() || managed.getAsBoolean();
  }

  /** Does several statements, all of which are committed or none. */
  void together(Work<?> work) throws SQLException {
    try {
      connection.setAutoCommit(false);
      try {
        work.in(this);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        undo(e);
        throw e;
      }
      connection.setAutoCommit(true);
    } catch (SQLException | RuntimeException e) {
      leave(e);
      throw e;
    }
  }

  private void undo(Exception reason) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException | RuntimeException lost) {
      reason.addSuppressed(lost);
    }
  }

  /**
   * Whoever is lent the connection next must not go on in a transaction of ours: it is ended where
   * it cannot be left as it was found.
   */
  private void leave(Exception reason) {
    try {
      if (!connection.isClosed() && connection.getAutoCommit()) {
        return;
      }
    } catch (SQLException | RuntimeException unknown) {
      reason.addSuppressed(unknown);
    }
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException | LinkageError refused) {
      // A driver older than JDBC 4.1, or a pool that keeps it from us.
      reason.addSuppressed(refused);
    }
  }
}
