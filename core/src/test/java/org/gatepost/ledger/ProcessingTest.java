package org.gatepost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import org.gatepost.fixture.SettableClock;
import org.gatepost.ledger.fixture.DelegatingLedger;
import org.gatepost.ledger.memory.MemoryLedger;
import org.junit.jupiter.api.Test;

/** One granted claim at work ends once. */
class ProcessingTest {
  private static final DeliveryKey KEY = new DeliveryKey("github", "sha256:00");
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final SettableClock clock = new SettableClock(Instant.EPOCH);
  private final Ledger ledger =
      MemoryLedger.of(new MemoryLedger.Settings(10, Duration.ofHours(1), LEASE), clock);
  private final Processing processing = processing();

  @Test
  void completedDeliveryIsDoneHoweverOftenItEnds() {
    processing.complete();
    processing.complete();
    processing.release();

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void releasedDeliveryIsNotCompletedAfterwards() {
    processing.release();
    processing.complete();
    processing.release();

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Granted.class);
  }

  @Test
  void receiptReachesTheNextAttempt() {
    assertThat(processing.attempt()).isEqualTo(1);
    processing.giveReceipt("a");
    processing.release();
    Processing next = processing();

    assertThat(next.attempt()).isEqualTo(2);
    assertThat(next.hasReceipt("a")).isTrue();
    assertThat(next.hasReceipt("b")).isFalse();
  }

  @Test
  void rejectionIsReceiptAndCountedUnderThisClaim() {
    assertThat(processing.rejections()).isZero();
    processing.reject("a");
    processing.reject("b");
    assertThat(processing.rejections()).isEqualTo(2);
    processing.release();
    Processing next = processing();

    assertThat(next.hasReceipt("a")).isTrue();
    assertThat(next.hasReceipt("b")).isTrue();
    assertThat(next.rejections()).isZero();
  }

  @Test
  void rejectionThatIsNotRecordedDoesNotCount() {
    clock.advance(LEASE);
    processing();

    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> processing.reject("a"));
    assertThat(processing.rejections()).isZero();
  }

  @Test
  void lostClaimIsToldWhenItMatters() {
    clock.advance(LEASE);
    Processing other = processing();

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> processing.giveReceipt("a"))
        .withMessage("the claim has passed to another: processing took longer than its lease");
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(processing::complete)
        .withMessage("the claim has passed to another: processing took longer than its lease");
    assertThatCode(processing::release).doesNotThrowAnyException();
    assertThat(other.hasReceipt("a")).isFalse();
    other.complete();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void lostClaimIsReleasedInSilence() {
    clock.advance(LEASE);
    Processing other = processing();

    processing.release();

    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Busy.class);
    other.complete();
    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void lastReceiptOfALedgerThatKnowsNoOtherIsReceipt() {
    assertThat(processing.giveLastReceipt("a")).isFalse();
    processing.complete();

    assertThat(ledger.claim(KEY)).isEqualTo(new Claim.Done());
  }

  @Test
  void lastReceiptUnderALostClaimIsToldToo() {
    clock.advance(LEASE);
    processing();

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> processing.giveLastReceipt("a"))
        .withMessageContaining("processing took longer than its lease");
  }

  /** Finishes a delivery with its last receipt, and answers nothing else. */
  private static final class Finishing extends DelegatingLedger {
    @Override
    protected Ledger ledger() {
      throw new IllegalStateException("asked");
    }

    @Override
    public boolean joinsTransactions() {
      return true;
    }

    @Override
    public Recorded giveLastReceipt(Claim.Granted claim, String consumer) {
      return Recorded.COMPLETION;
    }
  }

  @Test
  void ledgerIsNotAskedToEndWhatItFinishedWithTheLastReceipt() {
    Processing finishing = new Processing(new Finishing(), new Claim.Granted(KEY, 1, 1));

    assertThat(finishing.joinsTransactions()).isTrue();
    assertThat(processing.joinsTransactions()).isFalse();
    assertThat(finishing.giveLastReceipt("a")).isTrue();
    finishing.completed();
    assertThatCode(finishing::complete).doesNotThrowAnyException();
    assertThatCode(finishing::release).doesNotThrowAnyException();
  }

  @Test
  void ledgerIsAskedToEndWhatWasNotCommitted() {
    Processing finishing = new Processing(new Finishing(), new Claim.Granted(KEY, 1, 1));
    finishing.giveLastReceipt("a");

    assertThatIllegalStateException().isThrownBy(finishing::release);
  }

  @Test
  void whatIsIgnoredIsGivenBack() {
    processing.ignore();

    assertThat(processing.isIgnored()).isTrue();
    processing.complete();
    Processing second = processing();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.isIgnored()).isFalse();
  }

  @Test
  void whatHasEndedCannotBeIgnored() {
    processing.complete();
    processing.ignore();

    assertThat(processing.isIgnored()).isFalse();
    assertThat(ledger.claim(KEY)).isInstanceOf(Claim.Done.class);
  }

  @Test
  void whatTheLedgerDoesNotTakeBackIsNotIgnored() {
    Processing stuck = new Processing(new Finishing(), new Claim.Granted(KEY, 1, 1));

    assertThatIllegalStateException().isThrownBy(stuck::ignore);
    assertThat(stuck.isIgnored()).isFalse();
  }

  @Test
  void ledgerIsNotAskedForReceiptsAtTheFirstAttempt() {
    assertThat(new Processing(new Finishing(), new Claim.Granted(KEY, 1, 1)).hasReceipt("a"))
        .isFalse();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> new Processing(new Finishing(), new Claim.Granted(KEY, 2, 2)).hasReceipt("a"));
  }

  private Processing processing() {
    return new Processing(ledger, (Claim.Granted) ledger.claim(KEY));
  }
}
