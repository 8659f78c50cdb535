package org.gatepost.receiver;

import java.util.Locale;

/** What became of a request, in the words of the audit log and the statistics. */
public enum Outcome {
  /** Passed on, and answered by the application with a status from 200 to 299. */
  ACCEPTED,
  /** Passed on; the application has nothing that wants it, and it was given back. */
  IGNORED,
  /** Passed on; the application answered with another status, or threw. */
  FAILED,
  /** Answered by the gate: not genuine, not fresh, or not allowed. */
  REFUSED,
  /** Answered by the gate: finished before. */
  DUPLICATE,
  /** Answered by the gate: another copy is being processed. */
  IN_PROGRESS,
  /** A handshake, answered by the gate. */
  HANDSHAKE,
  /** Sent away while the source was paused. */
  PAUSED,
  /** Sent away because too many came. */
  RATE_LIMITED,
  /** Genuine, and sent away because the ledger could not answer. */
  LEDGER_UNAVAILABLE,
  /** Passed on by {@code mode=observe}, where {@code enforce} would have answered. */
  OBSERVED;

  /** {@return how logs write this} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
