package org.gatepost.receiver;

import java.time.Duration;
import java.util.Objects;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.Claim;
import org.gatepost.ledger.LedgerException;
import org.jspecify.annotations.Nullable;

/**
 * Why a request does not go on, and what its sender is told. Immutable.
 *
 * @param outcome in the words of the audit log
 * @param reason more precisely, or null where the outcome says it all
 * @param answer what the sender is told
 * @param retryAfter when the sender is to come back, or null
 * @param level at which {@code message} is logged; {@code OFF} if it was when it became so
 * @param message for an operator, with its code; nothing of it is for the sender
 */
public record Verdict(
    Outcome outcome,
    @Nullable Reason reason,
    Answer answer,
    @Nullable Duration retryAfter,
    System.Logger.Level level,
    String message) {

  /** The request is not genuine, not fresh, or not allowed. */
  static Verdict refused(Reason reason, Answer answer, String message) {
    return new Verdict(Outcome.REFUSED, reason, answer, null, System.Logger.Level.WARNING, message);
  }

  /** The request may be genuine, and its sender is to send it again. */
  static Verdict later(
      Outcome outcome,
      @Nullable Reason reason,
      Duration retryAfter,
      System.Logger.Level level,
      String message) {
    Answer answer =
        outcome == Outcome.RATE_LIMITED ? Answer.TOO_MANY_REQUESTS : Answer.TRY_AGAIN_LATER;
    return new Verdict(outcome, reason, answer, retryAfter, level, message);
  }

  /** The delivery is finished, or another has it. */
  static Verdict of(Claim claim, String source) {
    return claim instanceof Claim.Busy busy
        ? later(
            Outcome.IN_PROGRESS,
            null,
            busy.retryAfter(),
            System.Logger.Level.DEBUG,
            Messages.duplicate(source, "in progress"))
        : new Verdict(
            Outcome.DUPLICATE,
            null,
            Answer.ALREADY_PROCESSED,
            null,
            System.Logger.Level.DEBUG,
            Messages.duplicate(source, "finished before"));
  }

  /** The ledger cannot answer, which is in the log already. */
  static Verdict of(LedgerException trouble, String source) {
    return later(
        Outcome.LEDGER_UNAVAILABLE,
        null,
        Answer.LEDGER_RETRY,
        System.Logger.Level.DEBUG,
        Messages.sentAway(source, String.valueOf(trouble.getMessage())));
  }

  /** {@return why the request would not have gone on, where it does all the same} */
  Reason observed() {
    return switch (outcome) {
      case HANDSHAKE -> Reason.HANDSHAKE;
      case DUPLICATE -> Reason.DUPLICATE;
      case IN_PROGRESS -> Reason.IN_PROGRESS;
      case LEDGER_UNAVAILABLE -> Reason.LEDGER_UNAVAILABLE;
      default -> Objects.requireNonNull(reason);
    };
  }

  /** {@return the answer as it is sent} */
  public Reply reply() {
    return retryAfter == null ? answer.reply() : answer.reply(retryAfter);
  }
}
