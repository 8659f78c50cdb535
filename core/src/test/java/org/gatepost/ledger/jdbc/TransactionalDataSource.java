package org.gatepost.ledger.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A data source whose connections join the transaction that the thread has running, as those of a
 * server do.
 */
class TransactionalDataSource {
  private final DataSource dataSource;
  private final ThreadLocal<Connection> running = new ThreadLocal<>();

  TransactionalDataSource(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  final void begin() throws SQLException {
    Connection connection = dataSource.getConnection();
    start(connection);
    running.set(connection);
  }

  final void commit() throws SQLException {
    end(true);
  }

  final void rollback() throws SQLException {
    end(false);
  }

  private void end(boolean commit) throws SQLException {
    try (Connection connection = running.get()) {
      running.remove();
      end(connection, commit);
    }
  }

  /** Starts a transaction. */
  void start(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Ends it. */
  void end(Connection connection, boolean commit) throws SQLException {
    if (commit) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
  }

  /** What its users know of it: {@code getConnection()}, and nothing more. */
  final DataSource get() {
    return proxy(
        DataSource.class,
        (self, method, arguments) ->
            running.get() == null ? dataSource.getConnection() : unclosed(running.get()));
  }

  private static Connection unclosed(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("close")) {
            return null;
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
