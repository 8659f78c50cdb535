package org.gatepost.signature;

import java.util.function.Supplier;

/**
 * Ends a verification early. Never leaves this package: the verifier turns it into a {@link
 * Refusal}.
 */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final transient Supplier<String> hint;

  RefusedException(Refusal.Reason reason, String detail) {
    this(reason, detail, () -> "");
  }

  /**
   * A refusal with a hint.
   *
   * @param hint what may be the cause, which takes time to find out; empty if nothing is found
   */
  RefusedException(Refusal.Reason reason, String detail, Supplier<String> hint) {
    super(detail, null, false, false);
    this.refusal = new Refusal(reason, detail);
    this.hint = hint;
  }

  /** What may be the cause; takes time, which no forger is worth. */
  String hint() {
    return hint.get();
  }

  Refusal refusal() {
    return refusal;
  }
}
