package org.gatepost.ledger.jdbc;

import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSql.Resolver.class)
class JdbcPostgreSqlHiddenTransactionTest extends HiddenTransactionContractTest {
  private final PostgreSql server;

  JdbcPostgreSqlHiddenTransactionTest(PostgreSql server) {
    this.server = server;
  }

  @Override
  DataSource database() {
    return server.schema();
  }
}
