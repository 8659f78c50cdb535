package org.gatepost.cdi.internal.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatepost.cdi.internal.Messages;
import org.gatepost.event.ObserverOutcome;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.receiver.Answer;
import org.gatepost.receiver.Passage;
import org.gatepost.receiver.Reply;
import org.gatepost.receiver.Verdict;

/**
 * What the sender of a delivery is told.
 *
 * @param retryAfter when it is to send again, if it is to wait
 */
public record Told(Answer answer, Optional<Duration> retryAfter) {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  /** To send again, since the ledger could not record what became of it. */
  static final Told UNRECORDED = new Told(Answer.TRY_AGAIN_LATER, Optional.of(Answer.LEDGER_RETRY));

  /** The outcome of some observers. Who comes back sooner meets one that is still not ready. */
  static Told of(Outcome outcome, Passage passage, List<ObserverOutcome> observers) {
    Optional<Duration> longest = Optional.empty();
    for (ObserverOutcome observer : observers) {
      longest = longer(longest, observer.retryAfter());
    }
    Answer answer = outcome == Outcome.INVALID ? passage.unbindable() : outcome.answer();
    return new Told(answer, longest);
  }

  /** That the delivery is not processed now. */
  static Told of(Verdict verdict) {
    return new Told(verdict.answer(), Optional.ofNullable(verdict.retryAfter()));
  }

  /** {@link #UNRECORDED}, said to the log. */
  static Told unrecorded(Passage passage, LedgerException why) {
    LOG.log(
        System.Logger.Level.ERROR,
        Messages.ledgerTrouble(passage, String.valueOf(why.getMessage())),
        why);
    return UNRECORDED;
  }

  /** The longer of two times. */
  static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    boolean otherIsLonger =
        other.isPresent() && (one.isEmpty() || other.get().compareTo(one.get()) > 0);
    return otherIsLonger ? other : one;
  }

  /**
   * Records that the sender need not send again, or has to.
   *
   * @throws LedgerException if the ledger cannot answer, or the claim has passed to another
   */
  void record(Processing processing) {
    if (answer == Answer.IGNORED) {
      processing.ignore();
    } else if (answer.status() < 300) {
      processing.complete();
    } else {
      processing.release();
    }
  }

  public Reply reply() {
    return retryAfter.isPresent() ? answer.reply(retryAfter.get()) : answer.reply();
  }
}
