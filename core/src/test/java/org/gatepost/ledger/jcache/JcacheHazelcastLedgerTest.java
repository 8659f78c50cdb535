package org.gatepost.ledger.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.fixture.Grid;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.gatepost.ledger.jcache.fixture.GridLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JcacheHazelcastLedgerTest extends LedgerContractTest {
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

  @Test
  void whatIsKnownOutlivesAMemberThatDied() {
    try (Grid mortal = Grid.start(2)) {
      GridLedger both = new GridLedger(mortal, REMEMBER, LEASE, clock);
      int deliveries = 50;
      for (int i = 0; i < deliveries; i++) {
        both.complete((Claim.Granted) both.claim(new DeliveryKey("finished", "" + i)));
        Claim.Granted failed = (Claim.Granted) both.claim(new DeliveryKey("failed", "" + i));
        both.giveReceipt(failed, "a");
        both.release(failed);
        both.claim(new DeliveryKey("claimed", "" + i));
      }

      mortal.kill(0);

      Ledger left = both.node(1);
      for (int i = 0; i < deliveries; i++) {
        assertThat(left.claim(new DeliveryKey("finished", "" + i))).isInstanceOf(Claim.Done.class);
        assertThat(left.claim(new DeliveryKey("claimed", "" + i))).isInstanceOf(Claim.Busy.class);
        Claim.Granted again = (Claim.Granted) left.claim(new DeliveryKey("failed", "" + i));
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(left.hasReceipt(again, "a")).isTrue();
        assertThat(left.hasReceipt(again, "b")).isFalse();
      }
    }
  }
}
