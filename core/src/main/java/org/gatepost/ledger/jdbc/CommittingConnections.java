package org.gatepost.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.gatepost.ledger.LedgerException;

/**
 * Connections that commit each statement, for what must be in nobody's transaction. A pool may lend
 * one that another user has left in a transaction, and then lends that again and again.
 * Thread-safe.
 */
final class CommittingConnections {
  // In one call: a pool lends first what it got back last.
  private static final int MAX_LEFT = 4;

  private final DataSource dataSource;
  private final BooleanSupplier managed;

  /**
   * Those of a data source.
   *
   * @param managed whether the thread is in a transaction that the server manages: then there are
   *     none, whatever a connection says
   */
  CommittingConnections(DataSource dataSource, BooleanSupplier managed) {
    this.dataSource = dataSource;
    this.managed = managed;
  }

  /**
   * Takes one.
   *
   * @throws LedgerException if the data source has none: the thread may have a transaction running,
   *     and that is not touched
   */
  Connection take() throws SQLException {
    if (managed.getAsBoolean()) {
      throw managed();
    }
    Connection first = dataSource.getConnection();
    List<Connection> others = new ArrayList<>(0);
    try {
      if (first.getAutoCommit()) {
        return first;
      }
      others.add(first);
      while (others.size() < MAX_LEFT) {
        Connection next = dataSource.getConnection();
        if (next.getAutoCommit()) {
          // So no transaction is running here, and those before are in one that nobody will end.
          others.forEach(CommittingConnections::end);
          return next;
        }
        others.add(next);
      }
    } catch (SQLException | RuntimeException e) {
      if (others.isEmpty()) {
        giveBack(first);
        throw e;
      }
      // A pool that has no more.
    }
    others.forEach(CommittingConnections::giveBack);
    throw none();
  }

  /** What is wrong where a transaction of the server is running. */
  static LedgerException managed() {
    return new LedgerException(
        "a Jakarta transaction is running, and a delivery must be claimed where none is");
  }

  /** What is wrong where there is none. */
  static LedgerException none() {
    return new LedgerException(
        "the data source must commit each statement (JDBC 4.3, section 10.1.1) where no transaction is"
            + " running, and a delivery must be claimed where none is");
  }

  /**
   * Ends a connection or, where its driver does not abort, as H2's does not, the transaction in it.
   */
  private static void end(Connection left) {
    try (left) {
      try {
        left.abort(Runnable::run);
      } catch (SQLException | RuntimeException | LinkageError refused) {
        // A driver older than JDBC 4.1, or a pool that keeps it from us.
      }
      if (!left.isClosed()) {
        left.rollback();
        left.setAutoCommit(true);
      }
    } catch (SQLException | RuntimeException lost) {
      // It was of no use before.
    }
  }

  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException lost) {
      // Nothing was done with it.
    }
  }
}
