package org.gatepost.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.ledger.LedgerException;

/** Sees that the tables of a {@link JdbcLedger} are there; never alters one that is. */
final class JdbcTables {
  private JdbcTables() {}

  /**
   * Creates the tables if they are not there. Several nodes may do so at once: each takes what
   * another has created, and the version, which comes last, is there before any of them goes on.
   *
   * @throws LedgerException if they cannot be created, or are there but not as they should be
   */
  static void require(Connection connection, Database database, JdbcStatements sql)
      throws SQLException {
    if (areThere(connection, sql)) {
      return;
    }
    TablesVersion.refuseOthers(connection, database);
    SQLException refused = null;
    for (String statement : script(database)) {
      try (Statement create = connection.createStatement()) {
        create.execute(statement);
      } catch (SQLException e) {
        // Perhaps another node was faster with this one: the probe tells.
        if (refused == null) {
          refused = e;
        } else {
          refused.addSuppressed(e);
        }
      }
    }
    if (!areThere(connection, sql)) {
      TablesVersion.refuseOthers(connection, database);
      throw new LedgerException(
          "the tables gatepost_delivery, gatepost_receipt and gatepost_schema must be there as in "
              + database.script().substring(1)
              + " of the jar, and cannot be created: "
              + (refused == null ? "they differ" : refused.getMessage()),
          refused);
    }
  }

  private static boolean areThere(Connection connection, JdbcStatements sql) {
    try (Statement probe = connection.createStatement();
        ResultSet none = probe.executeQuery(sql.probe)) {
      return !TablesVersion.hasFormerIds(none) && TablesVersion.isOurs(connection);
    } catch (SQLException missing) {
      return false;
    }
  }

  /** The statements that create the tables. */
  @SuppressForbidden("Of the script in the jar, not of requests.")
  static List<String> script(Database database) {
    try (InputStream in = JdbcTables.class.getResourceAsStream(database.script())) {
      if (in == null) {
        throw new IllegalStateException("no " + database.script());
      }
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements = new ArrayList<>();
      for (String statement : script.replaceAll("(?m)^--.*$", "").split(";", -1)) {
        if (!statement.isBlank()) {
          statements.add(statement.strip());
        }
      }
      return statements;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + database.script(), e);
    }
  }
}
