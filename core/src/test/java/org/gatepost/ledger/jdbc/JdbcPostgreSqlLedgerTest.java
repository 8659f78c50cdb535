package org.gatepost.ledger.jdbc;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.gatepost.ledger.jdbc.fixture.PostgreSql;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgreSql.Resolver.class)
class JdbcPostgreSqlLedgerTest extends LedgerContractTest {
  private final PostgreSql server;

  JdbcPostgreSqlLedgerTest(PostgreSql server) {
    this.server = server;
  }

  /** The database's clock goes on, on a busy machine by seconds within a test. */
  @Override
  public Duration margin() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        server.schema(), remember, lease, clock, null, () -> clock.millis() - start);
  }
}
