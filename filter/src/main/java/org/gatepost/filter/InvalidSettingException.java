package org.gatepost.filter;

import org.jspecify.annotations.Nullable;

/** A source's settings are not valid; the message says which, its rule, its value and where. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidSettingException(String message) {
    super(message);
  }

  InvalidSettingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
