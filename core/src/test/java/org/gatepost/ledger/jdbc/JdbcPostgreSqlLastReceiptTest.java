package org.gatepost.ledger.jdbc;

import java.util.List;
import javax.sql.DataSource;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSql.Resolver.class)
class JdbcPostgreSqlLastReceiptTest extends LastReceiptContractTest {
  private final PostgreSql server;

  JdbcPostgreSqlLastReceiptTest(PostgreSql server) {
    this.server = server;
  }

  @Override
  DataSource database() {
    return server.schema();
  }

  @Override
  List<String> statements() {
    return List.of("WITH");
  }
}
