package org.gatepost.cdi.internal.json;

/** A body does not become what an observer takes. The message holds nothing of the body. */
public final class PayloadException extends Exception {
  private static final long serialVersionUID = 1L;

  public PayloadException(String message) {
    super(message);
  }

  public PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
