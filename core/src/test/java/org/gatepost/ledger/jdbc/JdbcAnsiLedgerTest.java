package org.gatepost.ledger.jdbc;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.gatepost.ledger.jdbc.fixture.H2;

class JdbcAnsiLedgerTest extends LedgerContractTest {
  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    long start = clock.millis();
    return new JdbcLedger(
        H2.database(), remember, lease, clock, Database.ANSI, () -> clock.millis() - start);
  }
}
