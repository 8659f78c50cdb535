package org.gatepost.ledger;

import java.time.Clock;
import java.time.Duration;

class JcacheCaffeineLedgerTest extends LedgerContractTest {
  @Override
  Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return Caffeine.ledger(remember, lease, clock);
  }
}
