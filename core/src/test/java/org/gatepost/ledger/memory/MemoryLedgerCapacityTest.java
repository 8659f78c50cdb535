package org.gatepost.ledger.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.junit.jupiter.api.Test;

/** A memory ledger that is full refuses rather than forgets. */
class MemoryLedgerCapacityTest {
  private static final Duration REMEMBER = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final Ledger ledger =
      MemoryLedger.of(new MemoryLedger.Settings(3, REMEMBER, LEASE), clock);

  @Test
  void fullLedgerRefusesAFurtherDelivery() {
    ledger.complete(granted("finished"));
    ledger.release(granted("released"));
    granted("in progress");

    assertFull();
  }

  @Test
  void fullLedgerStillKnowsWhatItHolds() {
    ledger.complete(granted("finished"));
    ledger.release(granted("released"));
    granted("in progress");
    assertFull();

    assertThat(claim("finished")).isEqualTo(new Claim.Done());
    assertThat(claim("in progress")).isInstanceOf(Claim.Busy.class);
    assertThat(granted("released").attempt()).isEqualTo(2);
    assertFull();
  }

  @Test
  void roomIsThereWhenTheOldestMayBeForgotten() {
    ledger.complete(granted("a"));
    clock.advance(SECOND);
    ledger.complete(granted("b"));
    ledger.complete(granted("c"));

    clock.advance(REMEMBER.minus(SECOND).minus(SECOND));
    assertFull();
    clock.advance(SECOND);
    granted("another");
    assertFull();
    assertThat(claim("b")).isEqualTo(new Claim.Done());
    clock.advance(SECOND);
    granted("b");
  }

  @Test
  void lostClaimsDoNotHoldTheirPlaceForEver() {
    granted("a");
    granted("b");
    granted("c");

    clock.advance(LEASE.plus(REMEMBER).minus(SECOND));
    assertFull();
    clock.advance(SECOND);
    assertThat(granted("another").attempt()).isEqualTo(1);
  }

  @Test
  void lostClaimKeepsItsReceiptsAsLongAsAReleasedOne() {
    Claim.Granted lost = granted("a");
    ledger.giveReceipt(lost, "observer");
    granted("b");
    granted("c");

    clock.advance(LEASE.plus(REMEMBER).minus(SECOND));
    assertFull();
    assertThat(ledger.hasReceipt(granted("a"), "observer")).isTrue();
  }

  @Test
  void holderWhoseLeaseRanOutMayFinishAsLongAsNobodyTookOver() {
    Claim.Granted slow = granted("a");
    clock.advance(LEASE.plus(SECOND));

    assertThat(ledger.giveReceipt(slow, "observer")).isTrue();
    assertThat(ledger.complete(slow)).isTrue();
    assertThat(claim("a")).isEqualTo(new Claim.Done());
  }

  @Test
  void boundsMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemoryLedger.Settings(0, REMEMBER, LEASE));
    for (Duration bad : new Duration[] {Duration.ZERO, SECOND.negated()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MemoryLedger.Settings(1, bad, LEASE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MemoryLedger.Settings(1, REMEMBER, bad));
    }
    assertThat(new MemoryLedger.Settings(1, SECOND, SECOND).capacity()).isEqualTo(1);
  }

  private void assertFull() {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> claim("one more"))
        .withMessage("the memory ledger is full: it remembers 3 deliveries for PT1H");
  }

  private Claim claim(String key) {
    return ledger.claim(new DeliveryKey("github", key));
  }

  private Claim.Granted granted(String key) {
    Claim claim = claim(key);
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return (Claim.Granted) claim;
  }
}
