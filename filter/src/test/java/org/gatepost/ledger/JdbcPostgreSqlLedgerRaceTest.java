package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSql.Resolver.class)
class JdbcPostgreSqlLedgerRaceTest extends LedgerRaceContractTest {
  private final PostgreSql server;

  JdbcPostgreSqlLedgerRaceTest(PostgreSql server) {
    this.server = server;
  }

  @Override
  Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        server.schema(), remember, lease, clock, null, () -> clock.millis() - start);
  }

  @Override
  int rounds() {
    return 10;
  }
}
