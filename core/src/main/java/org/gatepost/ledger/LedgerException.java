package org.gatepost.ledger;

import org.jspecify.annotations.Nullable;

/** A ledger cannot answer: nothing may be processed now, and the sender is to come back later. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception with what went wrong.
   *
   * @param message in words for an operator
   */
  public LedgerException(String message) {
    super(message);
  }

  /**
   * An exception with what went wrong, and why.
   *
   * @param message in words for an operator
   * @param cause what the store said, or null
   */
  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
