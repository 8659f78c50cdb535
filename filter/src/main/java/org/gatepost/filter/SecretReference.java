package org.gatepost.filter;

import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.signature.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is found: {@code env:NAME}, {@code property:NAME}, {@code config:NAME} or {@code
 * literal:TEXT}.
 *
 * @param kind what stands before the colon
 * @param argument what stands behind it; for {@code literal} the secret itself, so this is never
 *     shown
 * @param label what logs and messages call it
 */
record SecretReference(String kind, String argument, String label) {
  private static final String KINDS = "env:, property:, config: or literal:";
  private static final Pattern FORM =
      Pattern.compile("(env|property|config|literal):(.*)", Pattern.DOTALL);
  // A comma within a literal secret separates nothing unless a reference follows.
  private static final Pattern SEPARATOR =
      Pattern.compile(",\\s*(?=(?:env|property|config|literal):)");

  /**
   * Reads references separated by commas.
   *
   * @param name the init-param that the text is of
   * @throws ServletException if the text is blank or one is no reference; the message does not show
   *     the text
   */
  static List<SecretReference> parse(@Nullable String text, String name, String filter)
      throws ServletException {
    if (text == null || text.isBlank()) {
      throw new ServletException(
          Messages.missingInitParam(
              name, filter, "references separated by commas, each starting with " + KINDS));
    }
    List<SecretReference> references = new ArrayList<>();
    for (String part : SEPARATOR.split(text.stripLeading(), -1)) {
      Matcher matcher = FORM.matcher(part);
      if (!matcher.matches()) {
        throw new ServletException(
            Messages.secretIsNoReference(name, filter, references.size() + 1, KINDS));
      }
      String kind = matcher.group(1);
      boolean literal = kind.equals("literal");
      String argument = literal ? matcher.group(2) : matcher.group(2).strip();
      String label = kind + (literal ? "[" + (references.size() + 1) + "]" : ":" + argument);
      references.add(new SecretReference(kind, argument, label));
    }
    return references;
  }

  boolean isLiteral() {
    return kind.equals("literal");
  }

  /**
   * The secret found there.
   *
   * @throws ServletException if nothing or only white space is found
   */
  Secret resolve(String filter) throws ServletException {
    String value =
        switch (kind) {
          case "env" -> argument.isEmpty() ? null : System.getenv(argument);
          case "property" -> argument.isEmpty() ? null : System.getProperty(argument);
          case "config" -> argument.isEmpty() ? null : config(filter);
          default -> argument;
        };
    if (value == null || value.isBlank()) {
      throw new ServletException(
          Messages.secretMissing(filter, label, value == null ? "it is not set" : "it is blank"));
    }
    return Secret.of(label, value);
  }

  private @Nullable String config(String filter) throws ServletException {
    try {
      return MicroProfileConfig.value(argument);
    } catch (ClassNotFoundException absent) {
      throw new ServletException(Messages.noMicroProfileConfig(filter, label), absent);
    }
  }

  /** Says nothing of the argument, which may be the secret. */
  @Override
  public String toString() {
    return "SecretReference[" + label + "]";
  }
}
