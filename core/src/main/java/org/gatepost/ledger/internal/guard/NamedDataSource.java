package org.gatepost.ledger.internal.guard;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.Function;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.gatepost.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * The data source that a name leads to, in JNDI or where the application says, looked up when it is
 * first needed: at deployment the name may not be bound yet, and a server that is started before
 * its database is to find it later. Thread-safe.
 */
final class NamedDataSource implements DataSource {
  private final String name;
  private final Lookup lookup;
  private volatile @Nullable DataSource found;

  NamedDataSource(String name, Lookup lookup) {
    this.name = name;
    this.lookup = lookup;
  }

  String name() {
    return name;
  }

  /**
   * Looks it up, if that has not succeeded before.
   *
   * @throws SQLException if there is no such name, or something else of it
   */
  DataSource find() throws SQLException {
    DataSource known = found;
    if (known == null) {
      known = lookup.dataSources().isPresent() ? given(lookup.dataSources().get()) : inJndi();
      found = known;
    }
    return known;
  }

  private DataSource given(Function<String, @Nullable DataSource> dataSources) throws SQLException {
    DataSource given;
    try {
      given = dataSources.apply(name);
    } catch (RuntimeException e) {
      throw new SQLException("the application's lookup of [" + name + "] threw " + e, e);
    }
    if (given == null) {
      throw new SQLException(
          "[" + name + "] must lead to a data source by the application's lookup");
    }
    return given;
  }

  // The name is the deployer's, and nothing that comes in a request.
  @SuppressWarnings("BanJNDI")
  private DataSource inJndi() throws SQLException {
    try {
      if (InitialContext.doLookup(name) instanceof DataSource dataSource) {
        return dataSource;
      }
      throw new SQLException("[" + name + "] in JNDI must be a data source");
    } catch (NamingException e) {
      throw new SQLException(
          "["
              + name
              + "] must be in JNDI, as java:app/jdbc/NAME of a data-source in web.xml is: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return find().getConnection();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return find().getConnection(username, password);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return find().getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    find().setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    find().setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return find().getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return find().unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return find().isWrapperFor(type);
  }
}
