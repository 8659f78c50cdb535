package org.gatepost.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool of one connection, lent again as it came back unless it was aborted. */
final class KeptConnection {
  private final DataSource dataSource;
  private @Nullable Connection kept;

  KeptConnection(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  DataSource get() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> lend());
  }

  private Connection lend() throws SQLException {
    if (kept == null) {
      kept = dataSource.getConnection();
    }
    Connection lent = kept;
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  return null;
                }
                case "abort" -> {
                  kept = null;
                  // H2 does nothing there.
                  lent.close();
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
