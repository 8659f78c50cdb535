package org.gatepost.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.inject.spi.ObserverMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepost.Delivery;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.event.ObserverOutcome.Result;
import org.gatepost.event.Webhook;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** What is recorded when, where the ledger takes part in transactions. */
class ObserverRunTest {
  private static final DeliveryKey KEY = new DeliveryKey("test", "id-1");

  private final List<String> log = new ArrayList<>();
  private final List<ObserverOutcome> outcomes = new ArrayList<>();
  private boolean ledgerAnswers = true;

  @Test
  void receiptIsGivenInTheTransactionOfTheWork() {
    assertThat(run(1, observer("a", false, () -> {}))).isEqualTo(Outcome.DONE);

    assertThat(log).containsExactly("begin", "called", "receipt of a", "commit");
  }

  @Test
  void failedWorkIsRolledBackAndHasNoReceipt() {
    assertThat(run(1, observer("a", false, () -> fail("expected")))).isEqualTo(Outcome.FAILED);

    assertThat(log).containsExactly("begin", "called", "rollback");
  }

  @Test
  void rejectedWorkIsRolledBackAndItsReceiptIsGivenAfterwards() {
    assertThat(run(1, observer("a", false, () -> reject()))).isEqualTo(Outcome.DONE);

    assertThat(log).containsExactly("begin", "called", "rollback", "receipt of a");
    assertThat(outcomes).extracting(ObserverOutcome::result).containsExactly(Result.REJECTED);
  }

  @Test
  void observerThatRefusesTransactionsHasNone() {
    run(1, observer("a", true, () -> {}));

    assertThat(log).containsExactly("called", "receipt of a");
  }

  @Test
  void troubleOfTheLedgerEndsTheRun() {
    ledgerAnswers = false;

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> run(1, observer("a", false, () -> {}), observer("b", false, () -> {})));

    assertThat(log).containsExactly("begin", "called", "rollback");
    assertThat(outcomes).extracting(ObserverOutcome::result).containsExactly(Result.FAILED);
  }

  @Test
  void rejectionThatCannotBeRecordedIsFailure() {
    ledgerAnswers = false;

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> run(1, observer("a", false, () -> reject())));

    assertThat(outcomes).extracting(ObserverOutcome::result).containsExactly(Result.FAILED);
  }

  @Test
  void failureOutweighsWhateverComesAfterIt() {
    Outcome outcome =
        run(1, observer("a", false, () -> fail("expected")), observer("b", false, () -> {}));

    assertThat(outcome).isEqualTo(Outcome.FAILED);
  }

  @Test
  void durationIsFromBeforeTheTransactionToItsEnd() {
    run(3, observer("a", false, () -> {}));

    assertThat(outcomes.get(0).duration()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void durationIsZeroIfTheClockWasSetBack() {
    run(-3, observer("a", false, () -> {}));

    assertThat(outcomes.get(0).duration()).isEqualTo(Duration.ZERO);
  }

  private Outcome run(long secondsAtEachLook, WebhookObserver... observers) {
    byte[] body = {};
    TestSender sender = new TestSender();
    Verified verified = sender.verified(sender.sign("id-1", "push", ""), body);
    Delivery delivery = Delivery.of("test", verified, Optional.of("id-1"), TestSender.NOW, 1);
    return new ObserverRun(
            new CurrentDelivery(), this::inTransaction, new SteppingClock(secondsAtEachLook))
        .run(
            List.of(observers),
            Stream.of(observers).map(observer -> (Object) delivery).toList(),
            delivery,
            new Processing(new Recorded(), new Claim.Granted(KEY, 1, 1)),
            outcomes);
  }

  private void inTransaction(Transactions.Effect effect, Runnable receipt) throws Exception {
    log.add("begin");
    boolean done = false;
    try {
      effect.run();
      receipt.run();
      done = true;
    } finally {
      log.add(done ? "commit" : "rollback");
    }
  }

  private WebhookObserver observer(String consumer, boolean refusesTransactions, Runnable work) {
    TypePattern any = TypePattern.parse("**");
    ObserverMethod<Object> method =
        new TestObserverMethod(
            () -> {
              log.add("called");
              work.run();
            });
    return new WebhookObserver(
        consumer,
        Webhook.Literal.of("**"),
        any,
        any,
        ContentRule.ANY,
        false,
        new PayloadForm.Whole(),
        refusesTransactions,
        method,
        PayloadMetadata.of(Delivery.class, Webhook.Literal.of("**")),
        new CurrentDelivery());
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  private static void reject() {
    throw new DeliveryRejectedException("expected");
  }

  /** A ledger that takes part in transactions, and writes down its receipts. */
  private final class Recorded implements Ledger {
    @Override
    public boolean joinsTransactions() {
      return true;
    }

    @Override
    public boolean giveReceipt(Claim.Granted claim, String consumer) {
      if (ledgerAnswers) {
        log.add("receipt of " + consumer);
      }
      return ledgerAnswers;
    }

    @Override
    public Claim claim(DeliveryKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasReceipt(Claim.Granted claim, String consumer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean complete(Claim.Granted claim) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void release(Claim.Granted claim) {
      throw new UnsupportedOperationException();
    }
  }
}
