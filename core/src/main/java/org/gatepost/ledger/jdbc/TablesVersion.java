package org.gatepost.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatepost.ledger.LedgerException;

/**
 * Which builds the tables of a {@link JdbcLedger} are for, as the one row of {@code
 * gatepost_schema} says. Builds of before have no such table, but ids of 64 hexadecimal digits.
 */
final class TablesVersion {
  /** As the scripts in the jar write it. */
  static final int OURS = 2;

  private static final int FORMER_ID_LENGTH = 64;

  private static final String READ = "SELECT version FROM gatepost_schema";

  /** A table that an earlier build may have left, and the column that tells. */
  private record Former(String table, String id) {}

  private static final List<Former> FORMER =
      List.of(
          new Former("gatepost_delivery", "id"),
          new Former("gatepost_receipt", "delivery"),
          new Former("gatepost_source", "id"));

  private TablesVersion() {}

  /** Whether the tables say that they are of this build's version. */
  static boolean isOurs(Connection connection) throws SQLException {
    return read(connection).equals(List.of(OURS));
  }

  /** Whether one of the first columns of a result, which are ids, is as earlier builds have it. */
  static boolean hasFormerIds(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      if (columns.getColumnDisplaySize(column) == FORMER_ID_LENGTH) {
        return true;
      }
    }
    return false;
  }

  /**
   * Does nothing unless some table is of another version.
   *
   * @throws LedgerException if one is: it says which, and what to do
   */
  static void refuseOthers(Connection connection, Database database) {
    Optional<String> other = ofAnEarlierBuild(connection).or(() -> ofAnotherVersion(connection));
    if (other.isPresent()) {
      throw new LedgerException(
          "the tables must be of version "
              + OURS
              + ", as in "
              + database.script().substring(1)
              + " of the jar, but "
              + other.get()
              + ". No version before 2 was released, and nothing converts tables: stop what uses them,"
              + " drop those that are there of gatepost_delivery, gatepost_receipt, gatepost_source and"
              + " gatepost_schema, and start again. What was remembered is forgotten then");
    }
  }

  private static Optional<String> ofAnEarlierBuild(Connection connection) {
    for (Former former : FORMER) {
      try (Statement probe = connection.createStatement();
          ResultSet none =
              probe.executeQuery(
                  "SELECT " + former.id() + " FROM " + former.table() + " WHERE 1 = 0")) {
        if (hasFormerIds(none)) {
          return Optional.of(former.table() + " is of an earlier build, with ids of 64 digits");
        }
      } catch (SQLException missing) {
        // So it is not of an earlier build.
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofAnotherVersion(Connection connection) {
    try {
      List<Integer> found = read(connection);
      // Without a row another node is about to write it, or has died before that.
      return found.isEmpty() || found.equals(List.of(OURS))
          ? Optional.empty()
          : Optional.of("gatepost_schema has " + found);
    } catch (SQLException missing) {
      return Optional.empty();
    }
  }

  private static List<Integer> read(Connection connection) throws SQLException {
    List<Integer> versions = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(READ)) {
      while (row.next()) {
        versions.add(row.getInt(1));
      }
    }
    return versions;
  }
}
