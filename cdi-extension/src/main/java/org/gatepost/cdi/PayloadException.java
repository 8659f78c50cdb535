package org.gatepost.cdi;

/** A body does not become what an observer takes. The message holds nothing of the body. */
final class PayloadException extends Exception {
  private static final long serialVersionUID = 1L;

  PayloadException(String message) {
    super(message);
  }

  PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
