package org.gatepost.receiver;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.LedgerException;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Verified;
import org.jspecify.annotations.Nullable;

/**
 * A request, from its arrival until what became of it is recorded: once, however often it ends, as
 * an asynchronous one can end by an error and by completion. Used by one thread at a time.
 */
final class Exchange {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private final Recorder source;
  private final Instant receivedAt;
  private final String client;
  private final boolean claimedLater;
  private final AtomicBoolean recorded = new AtomicBoolean();
  private @Nullable Outcome outcome;
  private @Nullable Reason reason;
  private int status;
  private int bodyInBytes = -1;
  private @Nullable Verified verified;
  private Optional<String> key = Optional.empty();
  private int attempt;
  private int rejections;
  private int eventsLeft;

  Exchange(Recorder source, Instant receivedAt, String client) {
    this(source, receivedAt, client, false);
  }

  /**
   * A request that has arrived.
   *
   * @param claimedLater whether its claim may be left to what processes it
   */
  Exchange(Recorder source, Instant receivedAt, String client, boolean claimedLater) {
    this.source = source;
    this.receivedAt = receivedAt;
    this.client = client;
    this.claimedLater = claimedLater;
  }

  /** {@return whether the claim may be left to what processes the delivery} */
  boolean isClaimedLater() {
    return claimedLater;
  }

  /** The body was read. */
  void read(int lengthInBytes) {
    bodyInBytes = lengthInBytes;
  }

  /** The request is genuine. */
  void verified(Verified proof, Optional<String> deliveryKey) {
    verified = proof;
    key = deliveryKey;
  }

  /** A delivery, which the log names, is the application's for the time given: it goes on. */
  void granted(int givenAttempt, Object delivery) {
    attempt = givenAttempt;
    LOG.log(
        System.Logger.Level.DEBUG,
        () ->
            Messages.passed(
                source.name(), delivery, Objects.requireNonNull(verified).secretLabel()));
  }

  /** The request does not go on: that is logged, and is what became of it. */
  void declined(Verdict verdict) {
    if (verdict.level() != System.Logger.Level.OFF) {
      LOG.log(verdict.level(), verdict.message());
    }
    record(verdict.outcome(), verdict.reason(), verdict.answer().status());
  }

  /** The request goes on, although it would have been declined. What it comes to is still open. */
  void observed(Verdict verdict) {
    if (verdict.level() != System.Logger.Level.OFF) {
      LOG.log(verdict.level(), Messages.observed(source.name(), verdict.message()));
    }
    outcome = Outcome.OBSERVED;
    reason = verdict.observed();
  }

  /** A handshake was answered. */
  void handshake(int answeredStatus) {
    LOG.log(System.Logger.Level.DEBUG, () -> Messages.handshake(source.name()));
    record(Outcome.HANDSHAKE, null, answeredStatus);
  }

  /**
   * The application has answered: a status from 200 to 299 completes the delivery, unless the
   * application has said that nothing in it wants it. Anything else gives it back (RFC 9110,
   * section 15.3): a redirect is nothing that a sender follows with what it has sent.
   *
   * @param later whether the answer says when to come back
   * @return whether it is a status from 200 to 299
   */
  boolean answered(Processing processing, int answeredStatus, boolean later) {
    boolean success = answeredStatus >= 200 && answeredStatus <= 299;
    if (!success) {
      end(processing::release);
      boolean postponed = answeredStatus == 503 && later;
      settle(
          processing, Outcome.FAILED, postponed ? Reason.POSTPONED : Reason.STATUS, answeredStatus);
    } else if (processing.isIgnored()) {
      settle(processing, Outcome.IGNORED, null, answeredStatus);
    } else {
      boolean kept = end(processing::complete);
      settle(processing, Outcome.ACCEPTED, kept ? null : Reason.NOT_RECORDED, answeredStatus);
    }
    return success;
  }

  /** The application has thrown, or its connection broke: the delivery is given back. */
  void failed(Processing processing, int answeredStatus) {
    end(processing::release);
    settle(processing, Outcome.FAILED, Reason.EXCEPTION, answeredStatus);
  }

  /** Something threw on the way, before the application was asked. */
  void threw() {
    record(verified == null ? Outcome.REFUSED : Outcome.FAILED, Reason.EXCEPTION, 500);
  }

  private void settle(Processing processing, Outcome by, @Nullable Reason why, int answeredStatus) {
    rejections = processing.rejections();
    if (claimedLater && attempt == 0 && processing.isClaimed()) {
      // What had it has claimed it without a word to us.
      attempt = processing.attempt();
    }
    boolean observed = outcome == Outcome.OBSERVED;
    record(observed ? Outcome.OBSERVED : by, observed ? reason : why, answeredStatus);
  }

  private void record(Outcome by, @Nullable Reason why, int answeredStatus) {
    if (recorded.compareAndSet(false, true)) {
      outcome = by;
      reason = why;
      status = answeredStatus;
      source.record(this);
    }
  }

  /** Ends the claim. The sender has its answer whatever the ledger says, so an operator is told. */
  private boolean end(Runnable ending) {
    try {
      ending.run();
      return true;
    } catch (LedgerException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          Messages.lostClaim(source.name(), String.valueOf(e.getMessage())),
          e);
      return false;
    }
  }

  /** {@return the name of the source} */
  String source() {
    return source.name();
  }

  Outcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("undecided");
    }
    return outcome;
  }

  @Nullable Reason reason() {
    return reason;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  String client() {
    return client;
  }

  int status() {
    return status;
  }

  /** {@return the length of the body, or -1 if it was not read} */
  int bodyInBytes() {
    return bodyInBytes;
  }

  /** {@return the proof, or null if the request is not genuine} */
  @Nullable Verified verified() {
    return verified;
  }

  Optional<String> key() {
    return key;
  }

  /** {@return how often the delivery has been given to the application, or 0 if it was not} */
  int attempt() {
    return attempt;
  }

  /** So many of the events of the request are finished, beside those that are another once more. */
  void eventsFinished(int number, int copies) {
    int left = Objects.requireNonNull(verified).events().size() - number;
    // Where all others are finished, so are those.
    eventsLeft = left == copies ? 0 : left;
  }

  /** {@return how many events of the request are unfinished} */
  int eventsLeft() {
    return eventsLeft;
  }

  /** {@return how many of the application's consumers have rejected the delivery} */
  int rejections() {
    return rejections;
  }
}
