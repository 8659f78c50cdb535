package org.gatepost.ledger.jdbc;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.gatepost.ledger.jdbc.fixture.H2;

class JdbcH2LedgerTest extends LedgerContractTest {
  /** The database's clock goes on, on a busy machine by seconds within a test. */
  @Override
  public Duration margin() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        H2.database(), remember, lease, clock, null, () -> clock.millis() - start);
  }
}
