package org.gatepost.ledger.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A pool that lends connections as they came back, the last first, unless they were aborted. */
final class KeptConnections {
  private final DataSource dataSource;
  private final boolean aborts;
  private final Deque<Connection> kept = new ArrayDeque<>();

  KeptConnections(DataSource dataSource) {
    this(dataSource, true);
  }

  /**
   * A pool.
   *
   * @param aborts whether it has a connection aborted; H2's driver does nothing there
   */
  KeptConnections(DataSource dataSource, boolean aborts) {
    this.dataSource = dataSource;
    this.aborts = aborts;
  }

  DataSource get() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> lend());
  }

  private Connection lend() throws SQLException {
    Connection lent = kept.isEmpty() ? dataSource.getConnection() : kept.pop();
    AtomicBoolean back = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  if (back.compareAndSet(false, true)) {
                    kept.push(lent);
                  }
                  return null;
                }
                case "abort" -> {
                  if (aborts) {
                    back.set(true);
                    lent.close();
                  }
                  return null;
                }
                default -> {
                  try {
                    return method.invoke(lent, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }
              }
            });
  }
}
