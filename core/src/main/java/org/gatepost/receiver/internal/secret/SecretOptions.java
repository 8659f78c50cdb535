package org.gatepost.receiver.internal.secret;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.internal.SuppressForbidden;
import org.jspecify.annotations.Nullable;

/**
 * What may stand behind a reference: {@code ;not-after=INSTANT} (RFC 3339) and {@code ;label=NAME},
 * in any order, each at most once. Immutable.
 *
 * @param argument what stands before them
 * @param label null if none is given
 * @param notAfter {@link Instant#MAX} if none is given
 */
@SuppressForbidden("Of the configuration, not of requests.")
record SecretOptions(String argument, @Nullable String label, Instant notAfter) {
  private static final Pattern LAST =
      Pattern.compile(
          "(.*);(?:label=([A-Za-z0-9._-]{1,64})"
              + "|not-after=([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?"
              + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})))\\s*",
          Pattern.DOTALL);

  /**
   * Takes the options off a reference.
   *
   * @param text what stands behind the kind and its colon
   * @param literal whether this is the secret itself: then whatever has not the form of an option
   *     is part of it
   * @return null if an option is malformed, or there twice
   */
  static @Nullable SecretOptions read(String text, boolean literal) {
    String rest = text;
    String label = null;
    String notAfter = null;
    for (Matcher last = LAST.matcher(rest); last.matches(); last = LAST.matcher(rest)) {
      rest = last.group(1);
      if (last.group(2) == null ? notAfter != null : label != null) {
        return null;
      }
      label = last.group(2) == null ? label : last.group(2);
      notAfter = last.group(3) == null ? notAfter : last.group(3);
    }
    // Elsewhere a misspelt option is better refused than taken for a part of a name.
    if (!literal && rest.indexOf(';') >= 0) {
      return null;
    }
    try {
      Instant end =
          notAfter == null
              ? Instant.MAX
              : OffsetDateTime.parse(notAfter.toUpperCase(Locale.ROOT)).toInstant();
      return new SecretOptions(literal ? rest : rest.strip(), label, end);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Says nothing of the argument, which may be the secret. */
  @Override
  public String toString() {
    return "SecretOptions[" + label + "]";
  }
}
