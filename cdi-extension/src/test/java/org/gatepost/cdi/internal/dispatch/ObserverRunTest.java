package org.gatepost.cdi.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gatepost.Delivery;
import org.gatepost.cdi.LogLines;
import org.gatepost.cdi.SteppingClock;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.TestSender;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.WebhookObserver;
import org.gatepost.event.DeliveryRejectedException;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.event.ObserverOutcome.Result;
import org.gatepost.event.RetryAfterException;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.DeliveryKey;
import org.gatepost.ledger.Ledger;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** What is recorded when, where the ledger takes part in transactions. */
class ObserverRunTest {
  private static final DeliveryKey KEY = new DeliveryKey("test", "id-1");

  private final List<String> log = new ArrayList<>();
  private final List<ObserverOutcome> outcomes = new ArrayList<>();
  private final Processing processing =
      new Processing(new Recorded(), new Claim.Granted(KEY, 1, 1));
  private boolean ledgerAnswers = true;
  private boolean ledgerFinishes;
  private final LoggedTransactions transactions = new LoggedTransactions(log);

  @Test
  void receiptIsGivenInTheTransactionOfTheWork() {
    assertThat(run(1, observer("a", false, () -> {}))).isEqualTo(Outcome.DONE);

    assertThat(log).containsExactly("begin", "called", "receipt of a", "commit");
  }

  @Test
  void lastReceiptMayFinishTheDelivery() {
    ledgerFinishes = true;
    assertThat(run(1, observer("a", false, () -> {}), observer("b", false, () -> {})))
        .isEqualTo(Outcome.DONE);
    processing.complete();

    assertThat(log)
        .containsExactly(
            "begin",
            "called",
            "receipt of a",
            "commit",
            "begin",
            "called",
            "last receipt of b",
            "commit");
  }

  @Test
  void completionThatIsNotCommittedIsNone() {
    ledgerFinishes = true;
    transactions.commitFailure = new IllegalStateException("cannot commit");
    assertThat(run(1, observer("a", false, () -> {}))).isEqualTo(Outcome.FAILED);
    processing.release();

    assertThat(log).containsExactly("begin", "called", "last receipt of a", "rollback", "release");
  }

  @Test
  void rejectionByTheCommitIsCompletedByItself() {
    ledgerFinishes = true;
    transactions.commitFailure = new DeliveryRejectedException("expected");
    assertThat(run(1, observer("a", false, () -> {}))).isEqualTo(Outcome.DONE);
    processing.complete();

    assertThat(log)
        .containsExactly(
            "begin", "called", "last receipt of a", "rollback", "receipt of a", "complete");
  }

  @Test
  void deliveryThatOneObserverHasNotFinishedIsNotFinishedByTheLast() {
    ledgerFinishes = true;
    run(1, observer("a", false, () -> fail("expected")), observer("b", false, () -> {}));
    run(1, observer("a", false, () -> postpone()), observer("b", false, () -> {}));

    assertThat(log)
        .contains("receipt of b")
        .doesNotContain("last receipt of a", "last receipt of b");
  }

  @Test
  void deliveryThatOneObserverCannotBeGivenIsFinishedByNone() {
    ledgerFinishes = true;
    WebhookObserver a = observer("a", false, () -> {});
    WebhookObserver b = observer("b", false, () -> {});

    assertThat(run(1, Arrays.asList(null, delivery()), a, b)).isEqualTo(Outcome.INVALID);
    assertThat(run(1, Arrays.asList(delivery(), null), a, b)).isEqualTo(Outcome.INVALID);

    assertThat(log)
        .containsExactly(
            "begin",
            "called",
            "receipt of b",
            "commit",
            "begin",
            "called",
            "receipt of a",
            "commit");
    assertThat(outcomes)
        .extracting(ObserverOutcome::result)
        .containsExactly(Result.UNBINDABLE, Result.DONE, Result.DONE, Result.UNBINDABLE);
  }

  @Test
  void failureAndPostponementSayMoreThanAPayloadThatDoesNotBind() {
    WebhookObserver unbindable = observer("a", false, () -> {});
    WebhookObserver postpones = observer("b", false, () -> postpone());
    WebhookObserver fails = observer("c", false, () -> fail("expected"));

    assertThat(run(1, Arrays.asList(null, delivery()), unbindable, postpones))
        .isEqualTo(Outcome.POSTPONED);
    assertThat(run(1, Arrays.asList(delivery(), null), postpones, unbindable))
        .isEqualTo(Outcome.POSTPONED);
    assertThat(run(1, Arrays.asList(null, delivery(), delivery()), unbindable, postpones, fails))
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void rejectionBesideAPayloadThatDoesNotBindFinishesNothing() {
    WebhookObserver unbindable = observer("a", false, () -> {});
    WebhookObserver rejects = observer("b", false, () -> reject());

    assertThat(run(1, Arrays.asList(null, delivery()), unbindable, rejects))
        .isEqualTo(Outcome.INVALID);
    assertThat(log).contains("receipt of b").doesNotContain("complete");
  }

  @Test
  void deliveryThatAnObserverRejectedIsFinishedByTheLast() {
    ledgerFinishes = true;
    run(1, observer("a", false, () -> reject()), observer("b", false, () -> {}));

    assertThat(log).contains("receipt of a", "last receipt of b");
  }

  @Test
  void deliveryIsNotFinishedWithAnObserverThatHasNoTransaction() {
    ledgerFinishes = true;
    run(1, observer("a", true, () -> {}));
    processing.complete();

    assertThat(log).containsExactly("called", "receipt of a", "complete");
  }

  @Test
  void ledgerThatKnowsNoLastReceiptIsAskedToComplete() {
    run(1, observer("a", false, () -> {}));
    processing.complete();

    assertThat(log).containsExactly("begin", "called", "receipt of a", "commit", "complete");
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
  void eachEndingIsLoggedAsWhatItIs() {
    try (LogLines lines = new LogLines()) {
      run(
          1,
          observer("a", false, () -> reject()),
          observer("b", false, () -> postpone()),
          observer("c", false, () -> fail("expected")),
          observer("d", false, () -> {}));

      assertThat(lines.with("GP1"))
          .satisfiesExactly(
              line -> assertThat(line).contains("WARNING: GP140", "[a]", "DeliveryRejected"),
              line -> assertThat(line).contains("INFO: GP141", "[b]", "PT1S", "RetryAfter"),
              line -> assertThat(line).contains("SEVERE: GP121", "[c]", "IllegalState"));
    }
  }

  /** The ledger's trouble is told once, by who answers the sender. */
  @Test
  void troubleOfTheLedgerIsNoFailureOfTheObserver() {
    ledgerAnswers = false;

    try (LogLines lines = new LogLines()) {
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(() -> run(1, observer("a", false, () -> {})));

      assertThat(lines.with("GP1")).isEmpty();
    }
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
    return run(secondsAtEachLook, Collections.nCopies(observers.length, delivery()), observers);
  }

  private Outcome run(long secondsAtEachLook, List<Object> payloads, WebhookObserver... observers) {
    return new ObserverRun(
            new CurrentDelivery(), transactions, new SteppingClock(secondsAtEachLook))
        .run(List.of(observers), payloads, passage(), outcomes);
  }

  private Delivery delivery() {
    return passage().delivery().orElseThrow();
  }

  private Passage passage() {
    byte[] body = {};
    TestSender sender = new TestSender();
    Verified verified = sender.verified(sender.sign("id-1", "push", ""), body);
    return Passage.of("test", verified, TestSender.NOW, processing);
  }

  private WebhookObserver observer(String consumer, boolean refusesTransactions, Runnable work) {
    return TestObserverMethod.observer(
        consumer,
        refusesTransactions,
        () -> {
          log.add("called");
          work.run();
        });
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  private static void postpone() {
    throw new RetryAfterException(Duration.ofSeconds(1), "expected");
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
    public Recorded giveLastReceipt(Claim.Granted claim, String consumer) {
      if (!ledgerFinishes) {
        return Ledger.super.giveLastReceipt(claim, consumer);
      }
      log.add("last receipt of " + consumer);
      return Recorded.COMPLETION;
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
      log.add("complete");
      return true;
    }

    @Override
    public void release(Claim.Granted claim) {
      log.add("release");
    }
  }
}
