package org.gatepost.signature;

/**
 * A secret shared with a sender, as the sender shows it, with a label that may be logged.
 * Immutable. Its text is read by {@link SecretText} alone, and is in no {@code toString}.
 */
public final class Secret {
  private final String label;
  private final String text;

  private Secret(String label, String text) {
    this.label = label;
    this.text = text;
  }

  /**
   * A secret.
   *
   * @param label what logs call it; must not give the secret away
   * @param text the secret as the sender shows it, not yet decoded
   * @return the secret
   * @throws IllegalArgumentException if the text is empty or blank
   */
  public static Secret of(String label, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret must not be empty or blank");
    }
    return new Secret(label, text);
  }

  /** {@return what logs call this secret} */
  public String label() {
    return label;
  }

  /**
   * {@return whether the text begins or ends with white space, which is then part of the secret and
   * seldom meant to be; never of a PEM file}
   */
  public boolean hasOuterWhiteSpace() {
    return !text.equals(text.strip()) && !text.contains("-----BEGIN");
  }

  /** {@return the secret of this label without white space at its beginning and end} */
  public Secret withoutOuterWhiteSpace() {
    return new Secret(label, text.strip());
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "Secret[" + label + "]";
  }
}
