package org.gatepost.cdi;

/** JSON-B cannot make an observed type. The message says why. */
final class UnbindableTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnbindableTypeException(String message) {
    super(message);
  }
}
