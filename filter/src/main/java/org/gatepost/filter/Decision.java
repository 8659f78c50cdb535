package org.gatepost.filter;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepost.ledger.Processing;
import org.gatepost.signature.Verified;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one request. It is recorded once, when it is final, however often the request
 * ends: an asynchronous one can end by an error and by completion. Used by one thread at a time.
 */
final class Decision {
  private final GuardedSource source;
  private final Instant receivedAt;
  private final String client;
  private final AtomicBoolean recorded = new AtomicBoolean();
  private @Nullable Runnable last;
  private @Nullable Outcome outcome;
  private @Nullable Reason reason;
  private int status;
  private int bodyInBytes = -1;
  private @Nullable Verified verified;
  private Optional<String> key = Optional.empty();
  private @Nullable Processing processing;
  private boolean deferred;

  Decision(GuardedSource source, Instant receivedAt, String client) {
    this.source = source;
    this.receivedAt = receivedAt;
    this.client = client;
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

  /** The delivery is the application's. */
  void granted(Processing toApplication) {
    processing = toApplication;
  }

  /** The gate answers the request. */
  void answered(Outcome by, @Nullable Reason why, int answeredStatus) {
    outcome = by;
    reason = why;
    status = answeredStatus;
  }

  /** The request goes on, although the gate would have answered it. */
  void observed(Reason why) {
    outcome = Outcome.OBSERVED;
    reason = why;
  }

  /** {@return whether the request goes on only because nothing is enforced} */
  boolean isObserved() {
    return outcome == Outcome.OBSERVED;
  }

  /** {@return whether the request was refused} */
  boolean isRefused() {
    return outcome == Outcome.REFUSED;
  }

  /** The application has processed the request. */
  void processed(int answeredStatus, boolean recordedByLedger) {
    settle(Outcome.ACCEPTED, recordedByLedger ? null : Reason.NOT_RECORDED, answeredStatus);
  }

  /** The application has nothing that wants the request. */
  void ignored(int answeredStatus) {
    settle(Outcome.IGNORED, null, answeredStatus);
  }

  /** The application has not processed the request. */
  void failed(Reason why, int answeredStatus) {
    settle(Outcome.FAILED, why, answeredStatus);
  }

  private void settle(Outcome by, @Nullable Reason why, int answeredStatus) {
    if (recorded.compareAndSet(false, true)) {
      status = answeredStatus;
      if (!isObserved()) {
        outcome = by;
        reason = why;
      }
      source.record(this);
    }
  }

  /** The decision is made when the asynchronous request completes. */
  void defer() {
    deferred = true;
  }

  /** What is for the log alone, and done when all else is: it may send the answer. */
  void atLast(Runnable task) {
    last = task;
  }

  /** The filter returns: the decision is final, unless it was deferred. */
  void close() {
    if (!deferred && recorded.compareAndSet(false, true)) {
      if (outcome == null) {
        // Something threw on the way.
        outcome = verified == null ? Outcome.REFUSED : Outcome.FAILED;
        reason = Reason.EXCEPTION;
        status = 500;
      }
      source.record(this);
    }
    if (last != null) {
      last.run();
    }
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
    return processing == null ? 0 : processing.attempt();
  }

  /** {@return how many of the application's consumers have rejected the delivery} */
  int rejections() {
    return processing == null ? 0 : processing.rejections();
  }
}
