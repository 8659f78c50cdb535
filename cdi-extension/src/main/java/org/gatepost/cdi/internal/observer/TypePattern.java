package org.gatepost.cdi.internal.observer;

import org.jspecify.annotations.Nullable;

/**
 * A pattern of dotted names: {@code *} stands for any characters but a dot, {@code **} for any
 * characters. Immutable.
 */
public final class TypePattern {
  // No type and no filter's name that could be matched is longer.
  private static final int MAX_LITERALS = 255;

  private final String text;

  private TypePattern(String text) {
    this.text = text;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if no name can match it; the message states the rule
   */
  public static TypePattern parse(String text) {
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
    return new TypePattern(text);
  }

  /**
   * Whether a name is one of those. Takes no longer than the product of both lengths, whatever the
   * name, which nobody may have signed.
   */
  public boolean matches(String name) {
    int star = text.indexOf('*');
    if (star < 0) {
      return text.equals(name);
    }
    if (!name.startsWith(text.substring(0, star))) {
      return false;
    }
    // At which places of the name the pattern can have got to.
    boolean[] reached = new boolean[name.length() + 1];
    reached[star] = true;
    for (int i = star; i < text.length(); i++) {
      if (text.charAt(i) != '*') {
        passLiteral(reached, name, text.charAt(i));
      } else if (text.startsWith("**", i)) {
        passAny(reached, name, false);
        i++;
      } else {
        passAny(reached, name, true);
      }
    }
    return reached[name.length()];
  }

  private static void passLiteral(boolean[] reached, String name, char literal) {
    for (int at = name.length(); at > 0; at--) {
      reached[at] = reached[at - 1] && name.charAt(at - 1) == literal;
    }
    reached[0] = false;
  }

  private static void passAny(boolean[] reached, String name, boolean butDots) {
    for (int at = 0; at < name.length(); at++) {
      reached[at + 1] |= reached[at] && !(butDots && name.charAt(at) == '.');
    }
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

  public String text() {
    return text;
  }
}
