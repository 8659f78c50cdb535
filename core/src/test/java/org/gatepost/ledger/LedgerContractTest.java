package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every ledger keeps to; each store is a subclass. Here: when a claim runs out, when a
 * delivery is forgotten, and who may act on one that passed to another.
 */
public abstract class LedgerContractTest extends ClaimContractTest {

  @Test
  void claimIsInForceUpToTheEndOfItsLease() {
    granted();

    clock.advance(LEASE.minus(margin()));
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void claimRunsOutAtTheEndOfItsLease() {
    granted();

    clock.advance(LEASE);
    assertThat(granted().attempt()).isEqualTo(2);
  }

  @Test
  void claimStaysRunOutAfterItsLease() {
    granted();

    clock.advance(LEASE.plus(margin()));
    assertThat(granted().attempt()).isEqualTo(2);
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
  }

  @Test
  void leaseOfTheNextClaimBeginsAnew() {
    granted();
    clock.advance(LEASE);
    granted();

    clock.advance(LEASE.minus(margin()));
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    clock.advance(margin());
    assertThat(granted().attempt()).isEqualTo(3);
  }

  @Test
  void claimThatRanOutIsRememberedUntilRetentionHasPassed() {
    granted();
    clock.advance(LEASE);
    ledger.giveReceipt(granted(), "a");

    clock.advance(LEASE.plus(REMEMBER).minus(margin()));
    Claim.Granted third = granted();
    assertThat(third.attempt()).isEqualTo(3);
    assertThat(ledger.hasReceipt(third, "a")).isTrue();
    clock.advance(LEASE.plus(REMEMBER));
    Claim.Granted anew = granted();
    assertThat(anew.attempt()).isEqualTo(1);
    assertThat(ledger.hasReceipt(anew, "a")).isFalse();
  }

  @Test
  void formerHolderCannotActOnADeliveryThatPassedToAnother() {
    Claim.Granted former = granted();
    clock.advance(LEASE);
    Claim.Granted holder = granted();

    assertThat(ledger.giveReceipt(former, "a")).isFalse();
    assertThat(ledger.complete(former)).isFalse();
    ledger.release(former);

    assertThat(ledger.hasReceipt(holder, "a")).isFalse();
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.giveReceipt(holder, "a")).isTrue();
    assertThat(ledger.complete(holder)).isTrue();
  }

  @Test
  void formerHolderCannotUndoACompletion() {
    Claim.Granted former = granted();
    clock.advance(LEASE);
    ledger.complete(granted());

    ledger.release(former);

    assertThat(ledger.complete(former)).isFalse();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void finishedDeliveryIsRememberedUntilRetentionHasPassed() {
    clock.advance(margin());
    Claim.Granted claim = granted();
    clock.advance(margin());
    ledger.complete(claim);

    clock.advance(REMEMBER.minus(margin()));
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    clock.advance(margin());
    assertThat(granted().attempt()).isEqualTo(1);
  }

  @Test
  void deliveryFinishedAfterItsLeaseIsRememberedAsLong() {
    Claim.Granted claim = granted();
    clock.advance(LEASE.multipliedBy(2));
    assertThat(ledger.complete(claim)).isTrue();

    clock.advance(REMEMBER.minus(margin()));
    // Enough of them for a store that tidies up now and then.
    for (int i = 0; i < 64; i++) {
      ledger.claim(new DeliveryKey("github", "other " + i));
    }
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    clock.advance(margin());
    assertThat(granted().attempt()).isEqualTo(1);
  }

  @Test
  void askingForAFinishedDeliveryDoesNotProlongItsMemory() {
    ledger.complete(granted());
    clock.advance(REMEMBER.dividedBy(2));
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());

    clock.advance(REMEMBER.dividedBy(2).plus(margin()));
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void receiptsOfAReleasedDeliveryAreRememberedUntilRetentionHasPassed() {
    Claim.Granted first = granted();
    ledger.giveReceipt(first, "a");
    ledger.release(first);

    clock.advance(REMEMBER.minus(margin()));
    Claim.Granted second = granted();
    assertThat(ledger.hasReceipt(second, "a")).isTrue();
    assertThat(second.attempt()).isEqualTo(2);
    ledger.release(second);

    clock.advance(REMEMBER);
    Claim.Granted third = granted();
    assertThat(ledger.hasReceipt(third, "a")).isFalse();
    assertThat(third.attempt()).isEqualTo(1);
  }

  @Test
  void eachDeliveryIsForgottenInItsOwnTime() {
    DeliveryKey later = new DeliveryKey("github", "later");
    ledger.complete(granted());
    clock.advance(margin());
    ledger.complete((Claim.Granted) ledger.claim(later));

    clock.advance(REMEMBER.minus(margin()));
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
    assertThat(ledger.claim(later)).isEqualTo(new Claim.Done());
    clock.advance(margin());
    assertThat(ledger.claim(later)).isInstanceOf(Claim.Granted.class);
  }

  /** In a database; elsewhere nothing is known of others. */
  @Test
  void applicationThatUsedASourceLastIsKnown() {
    // Servers that tests share keep what others have announced.
    String source = "s-" + UUID.randomUUID();
    assertThat(ledger.announce(source, "/shop")).isEmpty();
    assertThat(ledger.announce(source, "/shop")).isEmpty();
    assertThat(ledger.announce(source.toUpperCase(Locale.ROOT), "/billing")).isEmpty();

    Optional<String> other = ledger.announce(source, "/billing");

    assertThat(other)
        .isEqualTo(ledger.joinsTransactions() ? Optional.of("/shop") : Optional.empty());
    assertThat(ledger.announce(source, "/billing")).isEmpty();
  }
}
