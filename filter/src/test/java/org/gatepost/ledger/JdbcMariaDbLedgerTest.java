package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MariaDb.Resolver.class)
class JdbcMariaDbLedgerTest extends LedgerContractTest {
  private final MariaDb server;

  JdbcMariaDbLedgerTest(MariaDb server) {
    this.server = server;
  }

  @Override
  Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        server.database(), remember, lease, clock, null, () -> clock.millis() - start);
  }
}
