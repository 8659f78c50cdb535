package org.gatepost.signature;

/**
 * Ends a verification early. Never leaves this package: the verifier turns it into a {@link
 * Refusal}.
 */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(Refusal.Reason reason, String detail) {
    super(detail, null, false, false);
    this.refusal = new Refusal(reason, detail);
  }

  Refusal refusal() {
    return refusal;
  }
}
