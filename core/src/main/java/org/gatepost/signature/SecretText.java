package org.gatepost.signature;

/**
 * Reads the text of a secret, to make a key of it: the one way there is, so only {@code
 * org.gatepost.signature.internal} may use it.
 */
public final class SecretText {
  private SecretText() {}

  /**
   * The text of a secret.
   *
   * @param secret the secret
   * @return the text as the sender shows it; never to be logged
   */
  public static String of(Secret secret) {
    return secret.text();
  }
}
