package org.gatepost.receiver.internal.secret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.SuppressForbidden;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is found: {@code env:NAME}, {@code property:NAME}, {@code file:/PATH}, {@code
 * jndi:NAME}, {@code config:NAME} or {@code literal:TEXT}, each perhaps with options behind it.
 * Immutable.
 *
 * @param kind what stands before the colon
 * @param argument what stands behind it; for {@code literal} the secret itself, so this is never
 *     shown
 * @param label what logs and messages call it
 * @param notAfter the last moment at which the secret counts (inclusive bound); {@link Instant#MAX}
 *     for ever
 */
@SuppressForbidden("Of the configuration, not of requests.")
record SecretReference(String kind, String argument, String label, Instant notAfter) {
  private static final String KINDS = "env:, property:, file:, jndi:, config: or literal:";
  private static final String ANY = "(env|property|file|jndi|config|literal):";
  private static final Pattern FORM = Pattern.compile(ANY + "(.*)", Pattern.DOTALL);
  // A comma within a literal secret separates nothing unless a reference follows.
  private static final Pattern SEPARATOR = Pattern.compile(",\\s*(?=" + ANY + ")");

  /**
   * Reads references separated by commas.
   *
   * @param name the init-param that the text is of
   * @throws InvalidSettingException if the text is blank, one is no reference, an option is
   *     malformed, or two have one label; the message does not show the text
   */
  static List<SecretReference> parse(@Nullable String text, String name, String filter) {
    if (text == null || text.isBlank()) {
      throw new InvalidSettingException(
          Messages.missingInitParam(
              name, filter, "references separated by commas, each starting with " + KINDS));
    }
    List<SecretReference> references = new ArrayList<>();
    Set<String> given = new HashSet<>();
    for (String part : SEPARATOR.split(text.stripLeading(), -1)) {
      int position = references.size() + 1;
      Matcher matcher = FORM.matcher(part);
      if (!matcher.matches()) {
        throw new InvalidSettingException(
            Messages.secretIsNoReference(name, filter, position, KINDS));
      }
      String kind = matcher.group(1);
      boolean literal = kind.equals("literal");
      SecretOptions options = SecretOptions.read(matcher.group(2), literal);
      if (options == null) {
        throw new InvalidSettingException(Messages.secretOptionMalformed(name, filter, position));
      }
      String label = options.label();
      if (label == null) {
        label = literal ? "literal[" + position + "]" : kind + ":" + options.argument();
      } else if (!given.add(label)) {
        throw new InvalidSettingException(
            Messages.invalidInitParam(
                name,
                filter,
                "must give each secret a label of its own, was [" + label + "] twice"));
      }
      references.add(new SecretReference(kind, options.argument(), label, options.notAfter()));
    }
    return references;
  }

  boolean isLiteral() {
    return kind.equals("literal");
  }

  /**
   * Whether the secret is read again while the application runs: where that costs next to nothing.
   */
  boolean isReread() {
    return kind.equals("file") || kind.equals("property");
  }

  /** Whether the process has what is there from its start on. */
  boolean isOfProcess() {
    return kind.equals("env");
  }

  /** Says nothing of the argument, which may be the secret. */
  @Override
  public String toString() {
    return "SecretReference[" + label + "]";
  }
}
