package org.gatepost.receiver.internal.secret;

/** Says why there is no secret, in words that hold nothing of what was found instead. */
final class SecretMissingException extends Exception {
  private static final long serialVersionUID = 1;

  SecretMissingException(String why) {
    super(why);
  }

  SecretMissingException(String why, ClassNotFoundException cause) {
    super(why, cause);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
