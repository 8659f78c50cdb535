package org.gatepost.signature;

/**
 * A scheme is not well written. The message states key, rule and value; whoever knows where the key
 * was written (a preset's file, a filter's init-param) says so around it.
 */
public final class InvalidSchemeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The key that is wrong. */
  private final String key;

  /** What it must be, and was. */
  private final String rule;

  /**
   * A scheme that cannot be read.
   *
   * @param key the key that is wrong or missing
   * @param rule what it must be, and what it was
   */
  public InvalidSchemeException(String key, String rule) {
    super("key [" + key + "] " + rule);
    this.key = key;
    this.rule = rule;
  }

  /** {@return the key that is wrong or missing} */
  public String key() {
    return key;
  }

  /** {@return what the key must be, and what it was: the message less the key} */
  public String rule() {
    return rule;
  }
}
