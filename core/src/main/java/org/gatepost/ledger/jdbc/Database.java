package org.gatepost.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.Locale;

/** What differs between databases in the statements of a {@link JdbcLedger}. */
enum Database {
  // Each by the time at which the statement began, which an index can be searched for.
  POSTGRESQL(
      "(CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000 AS BIGINT) + ?)",
      // A violated constraint would stand in the server's log for every copy of a delivery.
      " ON CONFLICT DO NOTHING"),
  /** And MySQL. */
  MARIADB("(CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + ?)", ""),
  H2("(CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT) + CAST(? AS BIGINT))", ""),
  /** Any other: plain SQL, by the clock of the application. */
  ANSI("CAST(? AS DECIMAL(19, 0))", "");

  /** MariaDB, "Error Codes": 1020, ER_CHECKREAD, record has changed since last read. */
  private static final int CHANGED_SINCE_SNAPSHOT = 1020;

  private final String now;
  private final String unlessThere;

  Database(String now, String unlessThere) {
    this.now = now;
    this.unlessThere = unlessThere;
  }

  /** The kind of database that a connection leads to. */
  static Database of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    return switch (product) {
      case "postgresql" -> POSTGRESQL;
      case "mariadb", "mysql" -> MARIADB;
      case "h2" -> H2;
      default -> ANSI;
    };
  }

  /**
   * The current time in milliseconds of the epoch, as an expression with one parameter: what to add
   * to it or, where the database's clock is not asked, that and the application's time.
   */
  String now() {
    return now;
  }

  /** Whether {@link #now} is by the database's clock. */
  boolean hasClock() {
    return this != ANSI;
  }

  /** What makes an insert do nothing where the row is there already; empty if it fails then. */
  String unlessThere() {
    return unlessThere;
  }

  /**
   * How an insert begins that does nothing where the row is there already, so that many can be sent
   * together; empty where it fails then, and the database says of none behind it whether it was
   * done.
   */
  String quietInsert() {
    return switch (this) {
      case POSTGRESQL -> "INSERT INTO";
      case MARIADB -> "INSERT IGNORE INTO";
      case H2, ANSI -> "";
    };
  }

  /**
   * The row that a claim inserts, of these values, with a commit that does not wait for the disk
   * where that can be asked for.
   *
   * <p>PostgreSQL writes its log in order (PostgreSQL, "Asynchronous Commit"). So whatever it
   * commits after the claim, such as the holder's work, has the claim on the disk before. If the
   * database crashes it may forget claims of the last moments, but only those whose holders have
   * committed nothing there since; and a holder whose token it does not find can finish nothing.
   */
  String claimed(String values) {
    return this == POSTGRESQL
        ? " SELECT " + values + " FROM set_config('synchronous_commit', 'off', true)"
        : " VALUES (" + values + ")";
  }

  /**
   * Condition that holds if nobody claims the delivery in a transaction, for whose uncommitted row
   * the statement would wait; with the number of the delivery's lock as a parameter. Several
   * statements may hold it at once: among them the row decides. Empty where nobody claims so.
   */
  String unlocked() {
    return this == POSTGRESQL ? "pg_try_advisory_xact_lock_shared(?)" : "";
  }

  /** Likewise the rows that several claims insert, of the values of each in brackets. */
  String claimedEach(String values) {
    return this == POSTGRESQL
        ? " SELECT claim.* FROM set_config('synchronous_commit', 'off', true), (VALUES "
            + values
            + ") AS claim"
        : " VALUES " + values;
  }

  /**
   * Whether a row that depends on another is inserted as values, and fails as a null where that
   * other is not there: MariaDB writes its log to the disk at the end of every INSERT with SELECT,
   * before and besides the commit.
   */
  boolean insertsValuesAlone() {
    return this == MARIADB;
  }

  /**
   * Whether the database's own driver says of a connection in a distributed transaction that it
   * commits each statement.
   */
  boolean hidesTransactions() {
    return this == MARIADB;
  }

  /**
   * Further condition that holds only in the transaction in which a receipt of the delivery was
   * given, or while one is running, by what the database itself knows; empty if it cannot be asked.
   * MySQL takes the variable, which it does not have, for a comment, and then it never holds.
   *
   * <p>PostgreSQL has no word for whether a transaction goes on after the statement, but knows the
   * transaction that wrote a row (PostgreSQL, "System Columns"), by the last 32 bits of its number.
   */
  String whileInTransaction() {
    return switch (this) {
      case POSTGRESQL ->
          " AND EXISTS (SELECT 1 FROM gatepost_receipt WHERE delivery = gatepost_delivery.id"
              + " AND CAST(CAST(gatepost_receipt.xmin AS TEXT) AS BIGINT)"
              + " = txid_current() % 4294967296)";
      case MARIADB -> " AND (0 /*M! + @@in_transaction */) = 1";
      case H2 -> " AND AUTOCOMMIT() = FALSE";
      case ANSI -> "";
    };
  }

  /**
   * What makes a query within an INSERT hold the row that it reads as it is until the end of the
   * transaction: whoever wants to change the row waits, and a row that was changed behind the
   * transaction's snapshot is not taken for unchanged. Empty where the database does so by itself,
   * as MariaDB does (InnoDB, "Locks Set by Different SQL Statements"), or where plain SQL has no
   * word for it.
   */
  String holdingTheRow() {
    return switch (this) {
      case POSTGRESQL -> " FOR SHARE";
      case H2 -> " FOR UPDATE";
      case MARIADB, ANSI -> "";
    };
  }

  /**
   * Likewise the rows that a query within an INSERT reads. Under READ COMMITTED MariaDB would read
   * them without any lock.
   */
  String holdingEachRow() {
    return this == MARIADB ? " LOCK IN SHARE MODE" : holdingTheRow();
  }

  /**
   * Whether the database undid a statement, and the transaction that it was in, for another's sake:
   * SQL:2016, part 2, table 33, class 40 is transaction rollback. With subclass 003 it is not known
   * whether it did. MariaDB has no class for what {@code innodb_snapshot_isolation} finds changed.
   */
  boolean isConflict(SQLException e) {
    String state = e.getSQLState();
    if (state != null && state.startsWith("40")) {
      return !state.equals("40003");
    }
    return e instanceof SQLTransactionRollbackException
        || (this == MARIADB && e.getErrorCode() == CHANGED_SINCE_SNAPSHOT);
  }

  /**
   * Whether no transaction was running in which the database just undid a statement on a
   * connection. If one was, the caller's work is undone too, and nothing may be recorded for it.
   * False where it cannot be known.
   */
  boolean wasInNoTransaction(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      return false;
    }
    return switch (this) {
      case POSTGRESQL, H2 -> true;
      case MARIADB -> {
        // Its driver does not say so of a distributed one, in which this is refused (XAER_RMFAIL),
        // also once it is rolled back.
        try (Statement outside = connection.createStatement()) {
          outside.execute("START TRANSACTION");
          outside.execute("ROLLBACK");
          yield true;
        }
      }
      case ANSI -> false;
    };
  }

  /**
   * Whether a connection reads what others have not committed. PostgreSQL never does (PostgreSQL,
   * "Transaction Isolation").
   */
  boolean readsUncommitted(Connection connection) throws SQLException {
    return this != POSTGRESQL
        && connection.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED;
  }

  /** Whether a statement may go by the rows that another one within it has changed. */
  boolean changesWithinStatements() {
    return this == POSTGRESQL;
  }

  /**
   * What limits the rows of a query, with their number as its last parameter; empty if only the
   * driver can be told, and the optimizer does not know.
   */
  String limit() {
    return this == ANSI ? "" : " LIMIT ?";
  }

  /** Where in the jar the statements stand that create the tables. */
  String script() {
    return "/META-INF/gatepost/ledger/" + name().toLowerCase(Locale.ROOT) + ".sql";
  }
}
