package org.gatepost.ledger.internal.guard;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** A time in which a ledger does not answer. Thread-safe. */
final class LedgerOutage {
  private final Instant since;
  private final AtomicLong nextTryMillis;
  private final LongAdder sentAway = new LongAdder();
  private volatile Instant lastFailure;

  /** An outage that begins now; the next try is so much later. */
  LedgerOutage(Instant now, long pauseMillis) {
    since = now;
    lastFailure = now;
    nextTryMillis = new AtomicLong(now.toEpochMilli() + pauseMillis);
  }

  /**
   * Whether the caller is to ask the ledger again. Nobody else may until it has failed, or for so
   * long: it may be kept waiting.
   */
  boolean mayTry(long nowMillis, long tryMillis) {
    long next = nextTryMillis.get();
    // So far ahead only if the clock was set back.
    boolean due = nowMillis >= next || next - nowMillis > tryMillis;
    return due && nextTryMillis.compareAndSet(next, nowMillis + tryMillis);
  }

  /** The ledger was asked and did not answer; the next try is so much later. */
  void failed(Instant now, long pauseMillis) {
    lastFailure = now;
    nextTryMillis.set(now.toEpochMilli() + pauseMillis);
  }

  void sentAway() {
    sentAway.increment();
  }

  long countSentAway() {
    return sentAway.sum();
  }

  Instant since() {
    return since;
  }

  Instant lastFailure() {
    return lastFailure;
  }
}
