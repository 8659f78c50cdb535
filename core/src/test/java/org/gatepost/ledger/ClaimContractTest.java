package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims and receipts as every ledger gives them: the first half of {@link LedgerContractTest}. */
abstract class ClaimContractTest {
  public static final Duration REMEMBER = Duration.ofHours(1);
  public static final Duration LEASE = Duration.ofMinutes(5);
  static final Duration SECOND = Duration.ofSeconds(1);
  public static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");

  public final SettableClock clock = new SettableClock(Instant.EPOCH);
  public Ledger ledger;

  /** An empty ledger with room for a hundred thousand deliveries. */
  public abstract Ledger ledger(Duration remember, Duration lease, Clock clock);

  /** How far from a bound the tests stand: farther where a clock goes on by itself. */
  public Duration margin() {
    return SECOND;
  }

  @BeforeEach
  void openLedger() {
    ledger = ledger(REMEMBER, LEASE, clock);
  }

  @Test
  void newDeliveryIsGrantedAtItsFirstAttempt() {
    Claim.Granted claim = granted();

    assertThat(claim.key()).isEqualTo(KEY);
    assertThat(claim.attempt()).isEqualTo(1);
  }

  @Test
  void deliveryInProgressIsBusy() {
    granted();

    assertThat(ledger.claim(KEY))
        .isInstanceOfSatisfying(
            Claim.Busy.class, busy -> assertThat(busy.retryAfter()).isGreaterThanOrEqualTo(SECOND));
  }

  @Test
  void finishedDeliveryIsDone() {
    assertThat(ledger.complete(granted())).isTrue();

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void equalOfAFinishedRecurringDeliveryIsANewOne() {
    Claim.Granted first = recurring();
    ledger.giveReceipt(first, "a");
    assertThat(ledger.complete(first)).isTrue();

    Claim.Granted second = recurring();
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(ledger.hasReceipt(second, "a")).isFalse();
    assertThat(ledger.giveReceipt(second, "a")).isTrue();
    assertThat(ledger.complete(first)).isFalse();
    assertThat(ledger.complete(second)).isTrue();
    clock.advance(REMEMBER);
    assertThat(recurring().attempt()).isEqualTo(1);
  }

  @Test
  void equalOfAnUnfinishedRecurringDeliveryIsItsRetry() {
    Claim.Granted first = recurring();
    assertThat(ledger.claim(first.key())).isInstanceOf(Claim.Busy.class);
    ledger.giveReceipt(first, "a");
    ledger.release(first);

    clock.advance(REMEMBER.minus(margin()));
    Claim.Granted retry = recurring();
    assertThat(retry.attempt()).isEqualTo(2);
    assertThat(ledger.hasReceipt(retry, "a")).isTrue();
    assertThat(ledger.hasReceipt(retry, "b")).isFalse();
  }

  private Claim.Granted recurring() {
    return (Claim.Granted) ledger.claim(new DeliveryKey("github", "sha256:01", true));
  }

  @Test
  void deliveriesOfOtherSourcesAndKeysAreOthers() {
    granted();

    assertThat(ledger.claim(new DeliveryKey("stripe", KEY.key())))
        .isInstanceOf(Claim.Granted.class);
    assertThat(ledger.claim(new DeliveryKey(KEY.source(), "sha256:01")))
        .isInstanceOf(Claim.Granted.class);
    assertThat(ledger.claim(new DeliveryKey(KEY.source(), "SHA256:00")))
        .isInstanceOf(Claim.Granted.class);
    assertThat(ledger.claim(new DeliveryKey(KEY.key(), KEY.source())))
        .isInstanceOf(Claim.Granted.class);
    // The same characters, and the end of the source elsewhere.
    assertThat(ledger.claim(new DeliveryKey("githubsha256", ":00")))
        .isInstanceOf(Claim.Granted.class);
  }

  @Test
  void releasedDeliveryIsGrantedAgainAtItsNextAttempt() {
    for (int attempt = 1; attempt <= 5; attempt++) {
      Claim.Granted claim = granted();
      assertThat(claim.attempt()).isEqualTo(attempt);
      ledger.release(claim);
    }
  }

  @Test
  void tokensOfADeliveryIncrease() {
    long last = granted().token();
    for (int i = 0; i < 5; i++) {
      clock.advance(LEASE);
      long next = granted().token();
      assertThat(next).isGreaterThan(last);
      last = next;
    }
  }

  @Test
  void receiptIsKnownUnderItsClaim() {
    Claim.Granted claim = granted();

    assertThat(ledger.hasReceipt(claim, "a")).isFalse();
    assertThat(ledger.giveReceipt(claim, "a")).isTrue();
    assertThat(ledger.hasReceipt(claim, "a")).isTrue();
    assertThat(ledger.hasReceipt(claim, "b")).isFalse();
    assertThat(ledger.hasReceipt(claim, "A")).isFalse();
  }

  @Test
  void receiptIsGivenOnce() {
    Claim.Granted claim = granted();

    assertThat(ledger.giveReceipt(claim, "a")).isTrue();
    assertThat(ledger.giveReceipt(claim, "a")).isFalse();
    assertThat(ledger.hasReceipt(claim, "a")).isTrue();
  }

  @Test
  void lastReceiptWithoutTransactionIsReceipt() {
    Claim.Granted claim = granted();

    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.RECEIPT);
    assertThat(ledger.giveLastReceipt(claim, "a")).isEqualTo(Ledger.Recorded.NOTHING);
    assertThat(ledger.hasReceipt(claim, "a")).isTrue();
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    assertThat(ledger.complete(claim)).isTrue();
  }

  @Test
  void receiptIsForOneDelivery() {
    ledger.giveReceipt(granted(), "a");
    Claim.Granted other = (Claim.Granted) ledger.claim(new DeliveryKey("github", "other"));

    assertThat(ledger.hasReceipt(other, "a")).isFalse();
  }

  @Test
  void receiptOutlivesARelease() {
    Claim.Granted first = granted();
    ledger.giveReceipt(first, "a");
    ledger.release(first);

    Claim.Granted second = granted();

    assertThat(ledger.hasReceipt(second, "a")).isTrue();
    assertThat(ledger.hasReceipt(second, "b")).isFalse();
  }

  @Test
  void receiptOutlivesALeaseThatRanOut() {
    ledger.giveReceipt(granted(), "a");
    clock.advance(LEASE);

    assertThat(ledger.hasReceipt(granted(), "a")).isTrue();
  }

  @Test
  void receiptOutlivesCompletion() {
    Claim.Granted lost = granted();
    clock.advance(LEASE);
    Claim.Granted claim = granted();
    ledger.giveReceipt(claim, "a");
    ledger.complete(claim);

    // Whoever lost the claim and is still at it must not run the observer once more.
    assertThat(ledger.hasReceipt(lost, "a")).isTrue();
    assertThat(ledger.hasReceipt(claim, "a")).isTrue();
  }

  @Test
  void releaseOrCompletionAfterTheEndDoesNothing() {
    Claim.Granted claim = granted();
    ledger.release(claim);
    ledger.release(claim);

    assertThat(ledger.complete(claim)).isFalse();
    assertThat(ledger.giveReceipt(claim, "a")).isFalse();
    Claim.Granted next = granted();
    assertThat(next.attempt()).isEqualTo(2);
    assertThat(ledger.hasReceipt(next, "a")).isFalse();
    assertThat(ledger.complete(next)).isTrue();
    assertThat(ledger.complete(next)).isFalse();
    ledger.release(next);
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  protected Claim.Granted granted() {
    Claim claim = ledger.claim(KEY);
    assertThat(claim).isInstanceOf(Claim.Granted.class);
    return (Claim.Granted) claim;
  }
}
