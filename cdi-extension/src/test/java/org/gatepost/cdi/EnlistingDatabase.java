package org.gatepost.cdi;

import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.h2.jdbcx.JdbcDataSource;

/**
 * An H2 in memory behind a data source as a server has it: its connections join the transaction
 * that is running, and it notes what it is asked to do. For one thread.
 */
public final class EnlistingDatabase {
  /** What becomes of a commit. */
  public enum Commit {
    ANSWERED,
    /** Done, but the connection is cut before the answer. */
    DONE_UNHEARD,
    /** Undone, for the connection was cut before. */
    UNDONE
  }

  private final JdbcDataSource h2 = new JdbcDataSource();
  private final TransactionManager transactions;
  private final Map<Object, Connection> joined = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Commit commit = Commit.ANSWERED;
  private boolean hidden;

  public EnlistingDatabase(TransactionManager transactions) {
    this.transactions = transactions;
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  /** Statements, by their first words, and commits, in their order, since it was last asked. */
  public List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  /** From now on connections say that they commit each statement, as Open Liberty's do. */
  public void hideTransactions() {
    hidden = true;
  }

  public void setCommit(Commit commit) {
    this.commit = commit;
  }

  /** What its users know of it: {@code getConnection()}, and nothing more. */
  public DataSource dataSource() {
    return proxy(
        DataSource.class,
        (self, method, arguments) ->
            transactions.getTransaction() == null ? noting(h2.getConnection(), true) : joined());
  }

  private Connection joined() throws Exception {
    Connection known = joined.get(transactions.getTransaction());
    if (known != null) {
      return known;
    }
    XAConnection connection = h2.getXAConnection();
    Connection handle = connection.getConnection();
    transactions.getTransaction().enlistResource(troubled(connection.getXAResource()));
    Connection noting = noting(handle, false);
    joined.put(transactions.getTransaction(), noting);
    return noting;
  }

  private XAResource troubled(XAResource resource) {
    return proxy(
        XAResource.class,
        (self, method, arguments) -> {
          if (!method.getName().equals("commit")) {
            return invoke(resource, method, arguments);
          }
          if (commit == Commit.UNDONE) {
            resource.rollback((Xid) arguments[0]);
            throw new XAException(XAException.XA_RBCOMMFAIL);
          }
          invoke(resource, method, arguments);
          asked.add("commit");
          if (commit == Commit.DONE_UNHEARD) {
            throw new XAException(XAException.XAER_RMFAIL);
          }
          return null;
        });
  }

  /** A connection that notes its statements; {@code alone} tells that each is a commit. */
  private Connection noting(Connection connection, boolean alone) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("close") && !alone) {
            return null;
          }
          if (method.getName().equals("getAutoCommit") && hidden) {
            return true;
          }
          Object result = invoke(connection, method, arguments);
          return result instanceof PreparedStatement statement
              ? noting(statement, (String) arguments[0], alone)
              : result;
        });
  }

  private PreparedStatement noting(PreparedStatement statement, String sql, boolean alone) {
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            String[] words = sql.split("[ (]+", 4);
            asked.add(words[0] + " " + (words[0].equals("INSERT") ? words[2] : words[1]));
            if (alone) {
              asked.add("commit");
            }
          }
          return invoke(statement, method, arguments);
        });
  }

  /** The first column of a query's rows. */
  public List<String> select(String sql) throws SQLException {
    try (Connection connection = h2.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = h2.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
