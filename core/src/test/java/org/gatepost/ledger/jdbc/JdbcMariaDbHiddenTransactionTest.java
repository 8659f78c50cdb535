package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDb.Resolver.class)
class JdbcMariaDbHiddenTransactionTest extends HiddenTransactionContractTest {
  private final MariaDb server;

  JdbcMariaDbHiddenTransactionTest(MariaDb server) {
    this.server = server;
  }

  @Override
  DataSource database() {
    return server.database();
  }
}
