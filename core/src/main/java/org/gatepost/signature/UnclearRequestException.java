package org.gatepost.signature;

/**
 * A genuine request does not say clearly which delivery it is: a header or a field of the body that
 * its id or type is read from is there twice, or malformed, so that two readers could differ.
 */
public final class UnclearRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /**
   * Thrown by what reads a genuine request.
   *
   * @param refusal why the request is to be refused
   */
  public UnclearRequestException(Refusal refusal) {
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /** {@return why the request is to be refused} */
  public Refusal refusal() {
    return refusal;
  }
}
