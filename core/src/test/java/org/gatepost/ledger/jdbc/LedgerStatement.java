package org.gatepost.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One of the ledger's statements, with parameters as the ledger sets them.
 *
 * @param name the field it stands in
 * @param parameters strings, longs and ids
 */
record LedgerStatement(String name, String sql, List<Object> parameters) {
  private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
  private static final long DAY = 86_400_000;

  /** All that a ledger asks while it runs, for a row that is not there. */
  static List<LedgerStatement> all(JdbcStatements sql) {
    List<LedgerStatement> all = new ArrayList<>();
    all.add(of("probe", sql.probe));
    all.add(locking(sql, "insert", sql.insert, ID, "github", "key", 1L, 0L, 0L));
    all.add(of("read", sql.read, 0L, 0L, ID));
    all.add(locking(sql, "take", sql.take, 2L, 0L, 0L, ID, 1L));
    all.add(of("giveReceipt", sql.giveReceipt, ID, "consumer", 0L, ID, 1L));
    all.add(of("hasReceipt", sql.hasReceipt, ID, ID, ID));
    all.add(of("complete", sql.complete, 0L, 0L, 0L, ID, 1L));
    if (sql.completeInTransaction != null) {
      all.add(of("completeInTransaction", sql.completeInTransaction, 0L, 0L, 0L, ID, 1L));
    }
    if (sql.finish != null) {
      all.add(of("finish", sql.finish, 0L, 0L, 0L, ID, 1L, ID, "consumer", 0L));
    }
    all.add(of("release", sql.release, 0L, 0L, ID, 1L));
    // Nothing to forget, and more than half of everything.
    all.add(of("findForgettable", sql.findForgettable, 0L, 64L));
    all.add(of("findForgettable", sql.findForgettable, 2 * DAY, 64L));
    all.add(of("forgetDelivery", sql.forgetDelivery, ID, 0L, 0L));
    all.add(of("forgetReceipts", sql.forgetReceipts, ID));
    UUID other = UUID.fromString("f1234567-89ab-cdef-f123-456789abcdef");
    if (!sql.insertEach(1).isEmpty()) {
      all.add(
          of(
              "insertEach",
              sql.insertEach(2),
              ID,
              "a",
              "b",
              1L,
              0L,
              0L,
              other,
              "a",
              "c",
              1L,
              0L,
              0L));
    }
    all.add(of("readEach", sql.readEach(2), 0L, 0L, ID, other));
    all.add(of("giveReceiptEach", sql.giveReceiptEach(2), ID, "consumer", 0L, 1L, ID, other));
    all.add(of("completeEach", sql.completeEach(2), 0L, 0L, 0L, 1L, ID, other));
    if (sql.database == Database.POSTGRESQL) {
      all.addAll(joined());
    }
    return all;
  }

  private static List<LedgerStatement> joined() {
    return List.of(
        of(
            "joined.insert",
            JdbcJoined.insert(true),
            1L,
            "1000",
            ID,
            "github",
            "key",
            1L,
            0L,
            0L,
            "consumer"),
        of("joined.take", JdbcJoined.TAKE, 0L, 0L, "consumer", ID, 0L, 0L, ID, "consumer", 0L),
        of(
            "joined.countFailure",
            JdbcJoined.COUNT_FAILURE,
            ID,
            "github",
            "key",
            1L,
            0L,
            0L,
            "none",
            1L),
        of(
            "joined.reject",
            JdbcJoined.REJECT,
            ID,
            "github",
            "key",
            1L,
            0L,
            0L,
            "consumer",
            1L,
            0L));
  }

  /** One that has the number of a lock as its last parameter, where there are locks. */
  private static LedgerStatement locking(
      JdbcStatements sql, String name, String statement, Object... parameters) {
    List<Object> all = new ArrayList<>(List.of(parameters));
    if (sql.locks) {
      all.add(1L);
    }
    return new LedgerStatement(name, statement, all);
  }

  private static LedgerStatement of(String name, String sql, Object... parameters) {
    return new LedgerStatement(name, sql, List.of(parameters));
  }

  boolean isInsertOfValues() {
    return name.startsWith("insert") || (name.startsWith("joined.") && !name.endsWith(".take"));
  }

  void setParameters(Database database, PreparedStatement statement) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i) instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (parameters.get(i) instanceof UUID id) {
        JdbcIds.set(database, statement, i + 1, id);
      } else {
        statement.setString(i + 1, (String) parameters.get(i));
      }
    }
  }
}
