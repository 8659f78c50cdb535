package org.gatepost.receiver;

import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.jspecify.annotations.Nullable;

/**
 * The application whose sources these are, as it is known to others that share its ledger.
 *
 * @param name what the context-param {@value #NAME} says; empty if there is none
 */
public record Application(String name) {
  /** The context-param. */
  public static final String NAME = "gatepost.application";

  private static final int MAX_LENGTH = 64;

  /** No name of an application or filter in XML has it (XML 1.0, section 2.2). */
  private static final char SEPARATOR = '\u001F';

  /**
   * The application that a context-param names.
   *
   * @param text the context-param, or null
   * @return the application
   * @throws InvalidSettingException if its name breaks the rule; the message says which
   */
  public static Application named(@Nullable String text) {
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

  /**
   * What a ledger calls a source, so that no other application's is taken for it.
   *
   * @param source the source's name
   * @return the name in the ledger
   */
  public String own(String source) {
    return name.isEmpty() ? source : name + SEPARATOR + source;
  }
}
