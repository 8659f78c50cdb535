package org.gatepost.ledger.jdbc;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases in this process's memory, each a new one. */
final class H2 {
  private H2() {}

  static DataSource database() {
    return database("READ COMMITTED");
  }

  static DataSource database(String isolation) {
    return JdbcConnectionPool.create(
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000"
            + ";INIT=SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL "
            + isolation,
        "sa",
        "");
  }
}
