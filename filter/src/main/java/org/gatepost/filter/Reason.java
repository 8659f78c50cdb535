package org.gatepost.filter;

import java.util.Locale;
import org.gatepost.signature.Refusal;

/** Why a request had its {@link Outcome}. A closed list, so that counting by it is bounded. */
enum Reason {
  METHOD,
  PLAIN_HTTP,
  ADDRESS,
  RATE,
  TOO_LARGE,
  BODY_UNREADABLE,
  MISSING,
  MALFORMED,
  MISMATCH,
  STALE,
  FUTURE,
  AMBIGUOUS,
  UNREADABLE,
  UNAVAILABLE,
  /** A handshake that does not know what it must, or that {@code observe} passed on. */
  HANDSHAKE,
  DUPLICATE,
  IN_PROGRESS,
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
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
