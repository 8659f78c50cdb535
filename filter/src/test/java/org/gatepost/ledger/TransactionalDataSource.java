package org.gatepost.ledger;

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
final class TransactionalDataSource {
  private final DataSource dataSource;
  private final ThreadLocal<Connection> running = new ThreadLocal<>();

  TransactionalDataSource(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void begin() throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    running.set(connection);
  }

  void commit() throws SQLException {
    try (Connection connection = running.get()) {
      running.remove();
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  void rollback() throws SQLException {
    try (Connection connection = running.get()) {
      running.remove();
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** What its users know of it: {@code getConnection()}, and nothing more. */
  DataSource get() {
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
