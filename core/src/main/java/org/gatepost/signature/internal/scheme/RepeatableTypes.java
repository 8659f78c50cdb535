package org.gatepost.signature.internal.scheme;

import java.util.Arrays;
import java.util.List;
import org.gatepost.internal.SuppressForbidden;

/**
 * The types of which equal bodies are different events, so that the unsigned id belongs to their
 * key. Immutable.
 *
 * @param patterns types, or what types begin with: behind the last dot {@code *} stands for any
 *     characters but a dot, {@code **} for any
 */
record RepeatableTypes(List<String> patterns) {
  private static final String RULE =
      "must be none, or types separated by commas, each perhaps with * or ** behind its last dot";

  /**
   * Reads patterns, separated by commas, or {@code none}.
   *
   * @throws IllegalArgumentException if one is malformed; the message states the rule
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  static RepeatableTypes parse(String text) {
    if (text.strip().equals("none")) {
      return new RepeatableTypes(List.of());
    }
    List<String> patterns = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    for (String pattern : patterns) {
      int star = pattern.indexOf('*');
      String rest = star < 0 ? "" : pattern.substring(star);
      boolean atEnd = star < 0 || ((rest.equals("*") || rest.equals("**")) && isBehindDot(pattern));
      if (pattern.isEmpty() || !atEnd) {
        throw new IllegalArgumentException(RULE);
      }
    }
    return new RepeatableTypes(patterns);
  }

  private static boolean isBehindDot(String pattern) {
    int dot = pattern.indexOf('*') - 1;
    return dot > 0 && pattern.charAt(dot) == '.';
  }

  /** Whether equal bodies of this type are different events. */
  boolean contains(String type) {
    for (String pattern : patterns) {
      if (matches(pattern, type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String type) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(type);
    }
    boolean deep = pattern.length() > star + 1;
    return type.regionMatches(0, pattern, 0, star) && (deep || type.indexOf('.', star) < 0);
  }
}
