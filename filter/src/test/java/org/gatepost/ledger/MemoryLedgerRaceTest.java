package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;

class MemoryLedgerRaceTest extends LedgerRaceContractTest {
  @Override
  Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return Ledger.memory(new MemoryLedger.Settings(100_000, remember, lease), clock);
  }
}
