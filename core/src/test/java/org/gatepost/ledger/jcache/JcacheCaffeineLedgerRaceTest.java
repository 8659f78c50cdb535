package org.gatepost.ledger.jcache;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerRaceContractTest;
import org.gatepost.ledger.jcache.fixture.Caffeine;

class JcacheCaffeineLedgerRaceTest extends LedgerRaceContractTest {
  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return Caffeine.ledger(remember, lease, clock);
  }
}
