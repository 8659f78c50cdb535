package org.gatepost.signature.internal.format;

import java.util.function.Supplier;
import org.gatepost.signature.Refusal;

/**
 * Ends a verification early. Never leaves this package: the verifier turns it into a {@link
 * Refusal}.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final transient Supplier<String> hint;

  public RefusedException(Refusal.Reason reason, String detail) {
    this(reason, detail, () -> "");
  }

  /**
   * A refusal with a hint.
   *
   * @param hint what may be the cause, which takes time to find out; empty if nothing is found
   */
  public RefusedException(Refusal.Reason reason, String detail, Supplier<String> hint) {
    super(detail, null, false, false);
    this.refusal = new Refusal(reason, detail);
    this.hint = hint;
  }

  /** What may be the cause; takes time, which no forger is worth. */
  public String hint() {
    return hint.get();
  }

  public Refusal refusal() {
    return refusal;
  }
}
