package org.gatepost.filter;

import org.jspecify.annotations.Nullable;

/**
 * The application whose sources these are, as it is known to others that share its ledger.
 *
 * @param name what the context-param {@value #NAME} says; empty if there is none
 */
record Application(String name) {
  /** The context-param. */
  static final String NAME = "gatepost.application";

  private static final int MAX_LENGTH = 64;

  /** No name of an application or filter in XML has it (XML 1.0, section 2.2). */
  private static final char SEPARATOR = '\u001F';

  /**
   * The application that a context-param names.
   *
   * @throws InvalidSettingException if its name breaks the rule; the message says which
   */
  static Application named(@Nullable String text) {
    String name = text == null ? "" : text.strip();
    if (name.length() > MAX_LENGTH || !name.chars().allMatch(Application::isOfName)) {
      throw new InvalidSettingException(Messages.invalidApplication(name));
    }
    return new Application(name);
  }

  private static boolean isOfName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  /** What a ledger calls a source, so that no other application's is taken for it. */
  String own(String source) {
    return name.isEmpty() ? source : name + SEPARATOR + source;
  }
}
