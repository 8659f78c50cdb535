package org.gatepost.servers.application.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The table that the work is written to. */
@ApplicationScoped
@SuppressWarnings("BanJNDI")
public class Database {
  private volatile String name;

  /** By which name the data source is in JNDI. */
  void at(String jndiName) {
    name = jndiName;
  }

  private Connection connect() throws SQLException {
    try {
      return InitialContext.<DataSource>doLookup(name).getConnection();
    } catch (NamingException e) {
      throw new SQLException(e);
    }
  }

  /** Makes the table if it is missing. */
  void create() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists effect (number varchar(100), attempt int)");
    }
  }

  /** Writes an effect, in the transaction of the caller if it has one. */
  void insert(String number, int attempt) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("insert into effect values (?, ?)")) {
      statement.setString(1, number);
      statement.setInt(2, attempt);
      statement.executeUpdate();
    }
  }

  /** The effects of all deliveries, and for each how often. */
  List<String> effects() throws SQLException {
    return select("select number, count(*) from effect group by number order by number");
  }

  /** How many deliveries, and receipts, the ledger has. */
  List<String> ledger() throws SQLException {
    return select(
        "select 'deliveries', count(*) from gatepost_delivery union all select 'receipts', count(*)"
            + " from gatepost_receipt");
  }

  /**
   * The statements that changed a row since this was last asked, and how often. H2 alone counts.
   */
  List<String> statements() throws SQLException {
    List<String> counted =
        select(
            "select sql_statement, execution_count from information_schema.query_statistics"
                + " where lower(sql_statement) like 'insert%' or lower(sql_statement) like 'update%'"
                + " order by sql_statement");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set query_statistics false");
      statement.execute("set query_statistics true");
    }
    return counted;
  }

  private List<String> select(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(1).strip() + " " + row.getInt(2));
      }
    }
    return rows;
  }
}
