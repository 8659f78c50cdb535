package org.gatepost.ledger.jdbc;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerRaceContractTest;
import org.gatepost.ledger.jdbc.fixture.H2;

class JdbcH2LedgerRaceTest extends LedgerRaceContractTest {
  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        H2.database(), remember, lease, clock, null, () -> clock.millis() - start);
  }

  @Override
  protected int rounds() {
    return 10;
  }
}
