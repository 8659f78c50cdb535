package org.gatepost.ledger.jcache;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.fixture.Grid;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerRaceContractTest;
import org.gatepost.ledger.jcache.fixture.GridLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JcacheHazelcastLedgerRaceTest extends LedgerRaceContractTest {
  private static Grid grid;

  @BeforeAll
  static void startMembers() {
    grid = Grid.start(2);
  }

  @AfterAll
  static void stopMembers() {
    grid.close();
  }

  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return new GridLedger(grid, remember, lease, clock);
  }

  @Override
  protected int rounds() {
    return 10;
  }
}
