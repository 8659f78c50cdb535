package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;

class JcacheCaffeineLedgerRaceTest extends LedgerRaceContractTest {
  @Override
  Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return Caffeine.ledger(remember, lease, clock);
  }
}
