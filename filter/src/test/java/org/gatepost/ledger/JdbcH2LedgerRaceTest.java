package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;

class JdbcH2LedgerRaceTest extends LedgerRaceContractTest {
  @Override
  Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        H2.database(), remember, lease, clock, null, () -> clock.millis() - start);
  }

  @Override
  int rounds() {
    return 10;
  }
}
