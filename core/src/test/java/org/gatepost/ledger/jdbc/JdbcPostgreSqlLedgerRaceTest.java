package org.gatepost.ledger.jdbc;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerRaceContractTest;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSql.Resolver.class)
class JdbcPostgreSqlLedgerRaceTest extends LedgerRaceContractTest {
  private final PostgreSql server;

  JdbcPostgreSqlLedgerRaceTest(PostgreSql server) {
    this.server = server;
  }

  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        server.schema(), remember, lease, clock, null, () -> clock.millis() - start);
  }

  @Override
  protected int rounds() {
    return 10;
  }
}
