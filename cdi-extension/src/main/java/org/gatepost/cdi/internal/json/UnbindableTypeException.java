package org.gatepost.cdi.internal.json;

/** JSON-B cannot make an observed type. The message says why. */
public final class UnbindableTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnbindableTypeException(String message) {
    super(message);
  }
}
