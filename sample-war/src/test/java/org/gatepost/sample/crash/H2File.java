package org.gatepost.sample.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** H2 in the server's own process, in a file. */
record H2File(Path file) implements Storage {

  @Override
  public List<String> javaOptions() {
    return List.of("-Dwebhooks.database=" + url());
  }

  @Override
  public List<String> options() {
    return List.of();
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url());
  }

  private String url() {
    return "h2:" + file.toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
  }

  @Override
  public void close() {}
}
