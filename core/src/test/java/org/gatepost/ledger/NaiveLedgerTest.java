package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.gatepost.ledger.memory.MemoryLedger;

/** The oracle keeps the contract too. */
class NaiveLedgerTest extends LedgerContractTest {
  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return new NaiveLedger(new MemoryLedger.Settings(100_000, remember, lease), clock);
  }
}
