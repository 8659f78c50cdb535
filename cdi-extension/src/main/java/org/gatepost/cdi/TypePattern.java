package org.gatepost.cdi;

import java.util.regex.Pattern;

/**
 * A pattern of dotted names: {@code *} stands for any characters but a dot, {@code **} for any
 * characters. Immutable.
 */
final class TypePattern {
  private final Pattern pattern;

  private TypePattern(Pattern pattern) {
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
    return new TypePattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
