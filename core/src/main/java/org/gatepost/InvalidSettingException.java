package org.gatepost;

import org.jspecify.annotations.Nullable;

/** A source's settings are not valid; the message says which, its rule, its value and where. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * A setting is not valid.
   *
   * @param message says which, its rule, its value and where
   */
  public InvalidSettingException(String message) {
    super(message);
  }

  /**
   * A setting is not valid, as something else has found.
   *
   * @param message says which, its rule, its value and where
   * @param cause what has found it, or null
   */
  public InvalidSettingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
