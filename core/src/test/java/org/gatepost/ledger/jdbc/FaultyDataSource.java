package org.gatepost.ledger.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source whose connections fail where a test says so. */
final class FaultyDataSource {
  /** Called around what a connection does; throws what the connection is to throw. */
  interface Fault {
    void at(String method, String sql) throws SQLException;
  }

  /** In place of what a batch returns. */
  interface BatchCounts {
    int[] of(int[] counts);
  }

  private static final Fault NONE = (method, sql) -> {};

  private final DataSource dataSource;
  private Fault before = NONE;
  private Fault after = NONE;
  private BatchCounts batchCounts = counts -> counts;
  private boolean autoCommit = true;

  FaultyDataSource(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void failBefore(Fault fault) {
    before = fault;
  }

  /** The database has done it, and nobody hears of it. */
  void failAfter(Fault fault) {
    after = fault;
  }

  void heal() {
    before = NONE;
    after = NONE;
  }

  void countBatches(BatchCounts counts) {
    batchCounts = counts;
  }

  void setAutoCommit(boolean commitsEach) {
    autoCommit = commitsEach;
  }

  DataSource get() {
    return proxy(DataSource.class, dataSource, "");
  }

  private <T> T proxy(Class<T> type, T target, String sql) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              before.at(method.getName(), sql);
              Object result;
              try {
                result = method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              after.at(method.getName(), sql);
              if (result instanceof Connection connection) {
                connection.setAutoCommit(autoCommit);
                return proxy(Connection.class, connection, "");
              }
              if (result instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, statement, (String) arguments[0]);
              }
              return result instanceof int[] counts ? batchCounts.of(counts) : result;
            });
    return type.cast(proxy);
  }
}
