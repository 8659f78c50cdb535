package org.gatepost.receiver;

import java.util.Locale;
import org.gatepost.signature.Refusal;

/** Why a request had its {@link Outcome}. A closed list, so that counting by it is bounded. */
public enum Reason {
  /** The method is not one of the scheme's. */
  METHOD,
  /** It came by plain HTTP. */
  PLAIN_HTTP,
  /** Its client's address is not allowed. */
  ADDRESS,
  /** Too many came, or its client has failed too often. */
  RATE,
  /** Its body is longer than allowed. */
  TOO_LARGE,
  /** Its body could not be read. */
  BODY_UNREADABLE,
  /** See {@link Refusal.Reason#MISSING}. */
  MISSING,
  /** See {@link Refusal.Reason#MALFORMED}. */
  MALFORMED,
  /** See {@link Refusal.Reason#MISMATCH}. */
  MISMATCH,
  /** See {@link Refusal.Reason#STALE}. */
  STALE,
  /** See {@link Refusal.Reason#FUTURE}. */
  FUTURE,
  /** See {@link Refusal.Reason#AMBIGUOUS}. */
  AMBIGUOUS,
  /** See {@link Refusal.Reason#UNREADABLE}. */
  UNREADABLE,
  /** See {@link Refusal.Reason#UNAVAILABLE}. */
  UNAVAILABLE,
  /** A secret of the source has not been there yet. */
  SECRET_MISSING,
  /** A handshake that does not know what it must, or that {@code observe} passed on. */
  HANDSHAKE,
  /** A copy was finished before. */
  DUPLICATE,
  /** Another copy is being processed. */
  IN_PROGRESS,
  /** The ledger could not answer. */
  LEDGER_UNAVAILABLE,
  /** The application answered with a status that is not from 200 to 299. */
  STATUS,
  /** The application answered with 503 and {@code Retry-After}. */
  POSTPONED,
  /** The application threw, or its connection broke. */
  EXCEPTION,
  /** Processed, but the ledger did not record that. */
  NOT_RECORDED;

  static Reason of(Refusal.Reason reason) {
    return switch (reason) {
      case MISSING -> MISSING;
      case MALFORMED -> MALFORMED;
      case MISMATCH -> MISMATCH;
      case STALE -> STALE;
      case FUTURE -> FUTURE;
      case AMBIGUOUS -> AMBIGUOUS;
      case UNREADABLE -> UNREADABLE;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  /** {@return how logs write this} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
