package org.gatepost.cdi;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of dotted names: {@code *} stands for any characters but a dot, {@code **} for any
 * characters. Immutable.
 */
final class TypePattern {
  // No type and no filter's name that could be matched is longer.
  private static final int MAX_LITERALS = 255;

  private final String text;
  private final Pattern pattern;

  private TypePattern(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if no name can match it; the message states the rule
   */
  static TypePattern parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must not be empty: ** matches every event");
    }
    if (text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw new IllegalArgumentException("must have no white space");
    }
    if (text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
      throw new IllegalArgumentException("must have a name or * on both sides of each dot");
    }
    if (text.contains("***")) {
      throw new IllegalArgumentException("must have at most two * in a row");
    }
    if (text.chars().filter(c -> c != '*').count() > MAX_LITERALS) {
      throw new IllegalArgumentException(
          "must have at most " + MAX_LITERALS + " characters beside *, as types have no more");
    }
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else if (text.charAt(i) == '*') {
        regex.append("[^.]*");
        i++;
      } else {
        int end = text.indexOf('*', i);
        end = end < 0 ? text.length() : end;
        regex.append(Pattern.quote(text.substring(i, end)));
        i = end;
      }
    }
    return new TypePattern(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  boolean matches(String name) {
    return isName() ? text.equals(name) : pattern.matcher(name).matches();
  }

  /** Whether this matches one name only, which is {@link #text()}. */
  boolean isName() {
    return text.indexOf('*') < 0;
  }

  /** The first segment of every name that matches, or null if they differ. */
  @Nullable String firstSegment() {
    int star = text.indexOf('*');
    int dot = text.indexOf('.');
    return star < 0 || (dot >= 0 && dot < star) ? firstSegment(text) : null;
  }

  /** A name up to its first dot, or the whole. */
  static String firstSegment(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  String text() {
    return text;
  }
}
