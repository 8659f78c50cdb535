package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.MariaDb;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDb.Resolver.class)
class JdbcMariaDbLastReceiptTest extends LastReceiptContractTest {
  private final MariaDb server;

  JdbcMariaDbLastReceiptTest(MariaDb server) {
    this.server = server;
  }

  @Override
  DataSource database() {
    return server.database();
  }
}
