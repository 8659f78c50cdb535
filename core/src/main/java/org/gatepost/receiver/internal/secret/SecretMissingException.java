package org.gatepost.receiver.internal.secret;

import org.jspecify.annotations.Nullable;

/** Says why there is no secret, in words that hold nothing of what was found instead. */
final class SecretMissingException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean mistaken;

  /** Nothing is there, which somebody may put there. */
  SecretMissingException(String why) {
    this(why, false, null);
  }

  /** As there is no MicroProfile Config. */
  SecretMissingException(String why, ClassNotFoundException cause) {
    this(why, true, cause);
  }

  private SecretMissingException(
      String why, boolean mistaken, @Nullable ClassNotFoundException cause) {
    super(why, cause);
    this.mistaken = mistaken;
  }

  /** The reference can lead to no secret, or what is there can be none. */
  static SecretMissingException mistaken(String why) {
    return new SecretMissingException(why, true, null);
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /** Whether it is of no use to wait for the secret. */
  boolean isMistaken() {
    return mistaken;
  }
}
