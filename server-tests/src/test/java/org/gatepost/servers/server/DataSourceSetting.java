package org.gatepost.servers.server;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * The database behind a server's data source.
 *
 * @param xaDataSource the driver's class whose connections join transactions
 * @param url where it is, without {@code jdbc:}
 * @param user who connects
 * @param driver the driver's jar
 */
public record DataSourceSetting(Class<?> xaDataSource, String url, String user, Path driver) {

  /** H2 in memory. */
  public static DataSourceSetting h2() {
    return of(org.h2.jdbcx.JdbcDataSource.class, "h2:mem:work;DB_CLOSE_DELAY=-1", "sa");
  }

  /** A database by the driver that is on the class path. */
  public static DataSourceSetting of(Class<?> xaDataSource, String url, String user) {
    try {
      Path jar = Path.of(xaDataSource.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new DataSourceSetting(xaDataSource, url, user, jar);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it is the database that servers have themselves. */
  boolean isH2() {
    return url.startsWith("h2:");
  }
}
