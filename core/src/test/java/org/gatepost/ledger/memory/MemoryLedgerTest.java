package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.fixture.LedgerContractTest;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest extends LedgerContractTest {
  @Override
  public Ledger ledger(Duration remember, Duration lease, Clock clock) {
    return MemoryLedger.of(new MemoryLedger.Settings(100_000, remember, lease), clock);
  }

  @Test
  void claimOfAnotherLedgerIsNotTakenForOneOfItsOwn() {
    Ledger another = ledger(REMEMBER, LEASE, clock);
    Claim.Granted claim = granted();
    Claim.Granted foreign = (Claim.Granted) another.claim(KEY);

    assertThat(ledger.giveReceipt(foreign, "a")).isFalse();
    assertThat(ledger.complete(foreign)).isFalse();
    ledger.release(foreign);
    assertThat(ledger.complete(claim)).isTrue();
  }
}
