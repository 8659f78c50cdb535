package org.gatepost.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.gatepost.ledger.LedgerException;

/**
 * Answers the requests of one source that must not pass; with {@code mode=observe} it only says
 * what it would have answered. Thread-safe.
 *
 * @param observes whether nothing is answered
 */
record Enforcement(String source, boolean observes) {
  private static final System.Logger LOG = System.getLogger(Enforcement.class.getPackageName());

  /** The request is not genuine, not fresh, or not allowed. */
  void refuse(
      Decision decision, HttpServletResponse response, Reason reason, Answer answer, String why)
      throws IOException {
    if (isRefused(decision, reason, answer, why)) {
      answer.send(response);
    }
  }

  /** It cannot be told now whether the request is genuine. */
  void refuseForNow(
      Decision decision,
      HttpServletResponse response,
      Reason reason,
      Duration retryAfter,
      String why)
      throws IOException {
    if (isRefused(decision, reason, Answer.TRY_AGAIN_LATER, why)) {
      Answer.TRY_AGAIN_LATER.send(response, retryAfter);
    }
  }

  private boolean isRefused(Decision decision, Reason reason, Answer answer, String why) {
    if (observes) {
      observe(decision, reason, System.Logger.Level.WARNING, why);
    } else {
      LOG.log(System.Logger.Level.WARNING, why);
      decision.answered(Outcome.REFUSED, reason, answer.status());
    }
    return !observes;
  }

  /** Too many requests came. */
  void putOff(
      Decision decision,
      HttpServletResponse response,
      Duration wait,
      System.Logger.Level level,
      String why)
      throws IOException {
    if (observes) {
      observe(decision, Reason.RATE, level, why);
    } else {
      LOG.log(level, why);
      decision.answered(Outcome.RATE_LIMITED, Reason.RATE, Answer.TOO_MANY_REQUESTS.status());
      Answer.TOO_MANY_REQUESTS.send(response, wait);
    }
  }

  /** The ledger cannot answer; that it cannot is in the log already. */
  void ledgerTrouble(Decision decision, HttpServletResponse response, LedgerException trouble)
      throws IOException {
    String why = Messages.sentAway(source, String.valueOf(trouble.getMessage()));
    if (observes) {
      observe(decision, Reason.LEDGER_UNAVAILABLE, System.Logger.Level.WARNING, why);
    } else {
      LOG.log(System.Logger.Level.DEBUG, why);
      decision.answered(Outcome.LEDGER_UNAVAILABLE, null, Answer.TRY_AGAIN_LATER.status());
      Answer.TRY_AGAIN_LATER.send(response, Answer.LEDGER_RETRY);
    }
  }

  /** Another copy is being processed. */
  void inProgress(Decision decision, HttpServletResponse response, Duration retryAfter)
      throws IOException {
    String why = Messages.duplicate(source, "in progress");
    if (observes) {
      observe(decision, Reason.IN_PROGRESS, System.Logger.Level.DEBUG, why);
    } else {
      LOG.log(System.Logger.Level.DEBUG, why);
      decision.answered(Outcome.IN_PROGRESS, null, Answer.TRY_AGAIN_LATER.status());
      Answer.TRY_AGAIN_LATER.send(response, retryAfter);
    }
  }

  /** A copy was finished before. */
  void duplicate(Decision decision, HttpServletResponse response) throws IOException {
    String why = Messages.duplicate(source, "finished before");
    if (observes) {
      observe(decision, Reason.DUPLICATE, System.Logger.Level.DEBUG, why);
    } else {
      LOG.log(System.Logger.Level.DEBUG, why);
      decision.answered(Outcome.DUPLICATE, null, Answer.ALREADY_PROCESSED.status());
      Answer.ALREADY_PROCESSED.send(response);
    }
  }

  /** The request is a handshake, which nobody but the application can answer now. */
  void observeHandshake(Decision decision) {
    observe(decision, Reason.HANDSHAKE, System.Logger.Level.DEBUG, Messages.handshake(source));
  }

  /** Something threw, which is no reason to keep the request from the application. */
  void observeTrouble(Decision decision, Exception trouble) {
    // Its class alone: the message may quote the request.
    String what = trouble.getClass().getName();
    observe(decision, Reason.EXCEPTION, System.Logger.Level.WARNING, what);
  }

  private void observe(
      Decision decision, Reason reason, System.Logger.Level level, String answeredWith) {
    LOG.log(level, Messages.observed(source, answeredWith));
    decision.observed(reason);
  }
}
