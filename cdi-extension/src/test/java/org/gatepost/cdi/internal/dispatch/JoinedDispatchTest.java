package org.gatepost.cdi.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatepost.cdi.TestObserverMethod;
import org.gatepost.cdi.TestSender;
import org.gatepost.cdi.internal.declared.TransactionUse;
import org.gatepost.cdi.internal.observer.CurrentDelivery;
import org.gatepost.cdi.internal.observer.Observers;
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
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Passage;
import org.gatepost.receiver.Verdict;
import org.gatepost.signature.Verified;
import org.junit.jupiter.api.Test;

/** A delivery that is claimed in the transaction of its only observer, and when it is not. */
class JoinedDispatchTest {
  private static final DeliveryKey KEY = new DeliveryKey("test", "id-1");

  private final List<String> log = new ArrayList<>();
  private final List<ObserverOutcome> outcomes = new ArrayList<>();
  private final Processing processing = Processing.unclaimed(new Recorded(), KEY);
  private final Passage passage = passage();
  private final LoggedTransactions logged = new LoggedTransactions(log);
  private Transactions transactions = logged;
  private Optional<Claim.Granted> joined = Optional.of(new Claim.Granted(KEY, 7, 3));
  private Claim byItself = new Claim.Granted(KEY, 7, 1);
  private boolean rejectionCounts = true;

  @Test
  void claimWorkAndCompletionAreOneCommit() {
    assertThat(dispatch(observer("a", () -> {}))).contains(Outcome.DONE);
    processing.complete();

    assertThat(log).containsExactly("begin", "joined for a", "called", "commit", "tidy");
    assertThat(passage.delivery().orElseThrow().attempt()).isEqualTo(3);
  }

  @Test
  void failureIsRolledBackAndCounted() {
    assertThat(dispatch(observer("a", () -> fail()))).contains(Outcome.FAILED);
    processing.release();

    assertThat(log).containsExactly("begin", "joined for a", "called", "rollback", "failure");
  }

  @Test
  void commitThatFailsIsAFailure() {
    logged.commitFailure = new IllegalStateException("cannot commit");
    assertThat(dispatch(observer("a", () -> {}))).contains(Outcome.FAILED);
    processing.release();

    assertThat(log).containsExactly("begin", "joined for a", "called", "rollback", "failure");
  }

  @Test
  void postponementIsCountedToo() {
    assertThat(dispatch(observer("a", () -> postpone()))).contains(Outcome.POSTPONED);
    processing.release();

    assertThat(log).endsWith("rollback", "failure");
  }

  @Test
  void rejectionIsRecordedByItself() {
    assertThat(dispatch(observer("a", () -> reject()))).contains(Outcome.DONE);
    processing.complete();

    assertThat(log)
        .containsExactly("begin", "joined for a", "called", "rollback", "rejection of a");
    assertThat(processing.rejections()).isEqualTo(1);
    assertThat(outcomes).extracting(ObserverOutcome::result).containsExactly(Result.REJECTED);
  }

  @Test
  void rejectionBesideACopyIsNotRecorded() {
    rejectionCounts = false;

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> dispatch(observer("a", () -> reject())))
        .withMessageContaining("another copy");
    processing.release();
    assertThat(log).endsWith("rejection of a", "failure");
  }

  @Test
  void whatCannotBeJoinedIsClaimedByItself() {
    joined = Optional.empty();
    assertThat(dispatch(observer("a", () -> {}))).contains(Outcome.DONE);

    assertThat(log)
        .containsExactly(
            "begin",
            "joined for a",
            "rollback",
            "claim",
            "begin",
            "called",
            "receipt of a",
            "commit");
  }

  @Test
  void copyIsNotProcessed() {
    joined = Optional.empty();
    byItself = new Claim.Done();
    assertThat(dispatch(observer("a", () -> {}))).isEmpty();

    assertThat(passage.declined().map(Verdict::answer)).contains(Answer.ALREADY_PROCESSED);
    assertThat(passage.answered(200, false)).isTrue();
    assertThat(log).containsExactly("begin", "joined for a", "rollback", "claim");
    assertThat(outcomes).isEmpty();
  }

  /** As where a filter includes another resource before it goes on. */
  @Test
  void whatWasDeclinedBeforeIsNotProcessed() {
    byItself = new Claim.Busy(Duration.ofSeconds(2));
    assertThat(passage.claim()).isPresent();
    assertThat(dispatch(observer("a", () -> {}))).isEmpty();

    assertThat(log).containsExactly("claim");
  }

  @Test
  void copyOfWhatIsBeingProcessedIsSentAway() {
    joined = Optional.empty();
    byItself = new Claim.Busy(Duration.ofSeconds(2));
    assertThat(dispatch(observer("a", () -> {}))).isEmpty();

    Verdict verdict = passage.declined().orElseThrow();
    assertThat(verdict.answer()).isEqualTo(Answer.TRY_AGAIN_LATER);
    assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    passage.failed(500);
    assertThat(log).doesNotContain("failure", "release");
  }

  @Test
  void severalObserversAreCalledByAClaimOfTheDelivery() {
    assertThat(dispatch(observer("a", () -> {}), observer("b", () -> {}))).contains(Outcome.DONE);

    assertThat(log).startsWith("claim", "begin", "called", "receipt of a", "commit");
  }

  @Test
  void observerThatWorksApartHasAClaimByItself() {
    dispatch(TestObserverMethod.observer("a", TransactionUse.APART, () -> log.add("called")));

    assertThat(log).containsExactly("claim", "begin", "called", "receipt of a", "commit");
  }

  @Test
  void serverWithoutTransactionsHasAClaimByItself() {
    transactions = Transactions.NONE;
    assertThat(dispatch(observer("a", () -> {}))).contains(Outcome.DONE);

    assertThat(log).containsExactly("claim", "called", "receipt of a");
  }

  @Test
  void whatNobodyObservesIsNotClaimed() {
    assertThat(dispatch()).contains(Outcome.IGNORED);
    processing.ignore();

    assertThat(log).isEmpty();
    assertThat(processing.isIgnored()).isTrue();
  }

  private Optional<Outcome> dispatch(WebhookObserver... observers) {
    ObserverRun run = new ObserverRun(new CurrentDelivery(), transactions, Clock.systemUTC());
    return new Dispatcher(new Observers(List.of(observers)), run).dispatch(passage, outcomes);
  }

  private Passage passage() {
    byte[] body = {};
    TestSender sender = new TestSender();
    Verified verified = sender.verified(sender.sign("id-1", "push", ""), body);
    return Passage.of("test", verified, TestSender.NOW, processing);
  }

  private WebhookObserver observer(String consumer, Runnable work) {
    return TestObserverMethod.observer(
        consumer,
        false,
        () -> {
          log.add("called");
          work.run();
        });
  }

  private static void fail() {
    throw new IllegalStateException("expected");
  }

  private static void postpone() {
    throw new RetryAfterException(Duration.ofSeconds(1), "expected");
  }

  private static void reject() {
    throw new DeliveryRejectedException("expected");
  }

  /** A ledger that writes down what it is asked. */
  private final class Recorded implements Ledger {
    @Override
    public boolean joinsTransactions() {
      return true;
    }

    @Override
    public boolean claimsInTransactions() {
      return true;
    }

    @Override
    public Optional<Claim.Granted> claimInTransaction(DeliveryKey key, String consumer) {
      log.add("joined for " + consumer);
      return joined;
    }

    @Override
    public void recordFailure(Claim.Granted claim) {
      log.add("failure");
    }

    @Override
    public boolean recordRejection(Claim.Granted claim, String consumer) {
      log.add("rejection of " + consumer);
      return rejectionCounts;
    }

    @Override
    public void tidy() {
      log.add("tidy");
    }

    @Override
    public boolean giveReceipt(Claim.Granted claim, String consumer) {
      log.add("receipt of " + consumer);
      return true;
    }

    @Override
    public Claim claim(DeliveryKey key) {
      log.add("claim");
      return byItself;
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
