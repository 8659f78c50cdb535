package org.gatepost.cdi.internal.json;

/**
 * The bounds of numbers in JSON that is bound: a short text of a few digits must not become a
 * number that takes seconds to make. They are held before any provider of JSON-B or JSON-P sees the
 * text. What looks like a number in a string is text, and has no bounds.
 */
public final class NumberBounds {
  /** A number has no more digits than this, those of its exponent among them (inclusive bound). */
  static final int MAX_DIGITS = 1_000;

  /** An exponent is no further from zero than this (inclusive bound). */
  static final int MAX_EXPONENT = 9_999;

  // No shorter run of digits breaks a bound.
  private static final int SHORTEST = Integer.toString(MAX_EXPONENT).length() + 1;
  // Of more than MAX_DIGITS digits, before and behind a point and in an exponent, some run has
  // more.
  private static final int LONG_RUN = MAX_DIGITS / 3;

  private NumberBounds() {}

  /**
   * The text, unless a number in it is beyond the bounds. Takes time linear in its length; of a
   * text without long numbers looks at one character in five.
   *
   * @throws PayloadException if so
   */
  public static String require(String json) throws PayloadException {
    int at = SHORTEST - 1;
    while (at < json.length()) {
      if (isDigit(json.charAt(at))) {
        int end = endOfDigits(json, at);
        if (mayBreak(json, startOfDigits(json, at), end)) {
          requireEach(json);
          return json;
        }
        at = end;
      }
      at += SHORTEST;
    }
    return json;
  }

  private static boolean mayBreak(String json, int start, int end) {
    if (end - start > LONG_RUN) {
      return true;
    }
    int before = start - 1;
    if (before >= 0 && (json.charAt(before) == '+' || json.charAt(before) == '-')) {
      before--;
    }
    return end - start >= SHORTEST && before > 0 && isExponentMark(json.charAt(before));
  }

  /** Looks at every number outside of strings. */
  private static void requireEach(String json) throws PayloadException {
    int at = 0;
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c == '"') {
        at = endOfString(json, at + 1);
      } else if (isDigit(c)) {
        at = endOfNumber(json, at);
      } else {
        at++;
      }
    }
  }

  /** Behind the quotation mark that ends a string. */
  private static int endOfString(String json, int start) {
    int at = start;
    while (at < json.length() && json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int endOfNumber(String json, int start) throws PayloadException {
    int at = start;
    int digits = 0;
    int exponent = -1;
    for (; at < json.length() && isOfNumber(json.charAt(at)); at++) {
      char c = json.charAt(at);
      if (isExponentMark(c)) {
        exponent = 0;
      } else if (isDigit(c)) {
        digits++;
        // Beyond the bound it need not be known how far.
        exponent = exponent < 0 ? -1 : Math.min(MAX_EXPONENT + 1, 10 * exponent + c - '0');
      }
    }
    if (digits > MAX_DIGITS || exponent > MAX_EXPONENT) {
      throw new PayloadException(
          "the body has a number of more than "
              + MAX_DIGITS
              + " digits, or with an exponent beyond "
              + MAX_EXPONENT);
    }
    return at;
  }

  private static int startOfDigits(String json, int at) {
    int start = at;
    while (start > 0 && isDigit(json.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int endOfDigits(String json, int at) {
    int end = at + 1;
    while (end < json.length() && isDigit(json.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isExponentMark(char c) {
    return c == 'e' || c == 'E';
  }

  private static boolean isOfNumber(char c) {
    return isDigit(c) || isExponentMark(c) || c == '.' || c == '+' || c == '-';
  }
}
