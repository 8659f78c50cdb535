package org.gatepost.signature.internal.scheme;

import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.RefusedException;

/** The items of a text that a separator divides, one after the other, without the space around. */
final class SignatureItems {
  /** More elements than this are refused (inclusive bound, in each text). */
  static final int MAX_ELEMENTS = 100;

  private final String text;
  private final char separator;
  private int next;
  private int start;
  private int end;
  // Of the item; before start if it has not been looked for.
  private int equals;
  private int count;

  SignatureItems(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /**
   * Goes to the next item, if there is one.
   *
   * @throws RefusedException if there are more than {@link #MAX_ELEMENTS}
   */
  boolean next() throws RefusedException {
    if (next > text.length()) {
      return false;
    }
    if (count == MAX_ELEMENTS) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          "the signature header has more than " + MAX_ELEMENTS + " elements");
    }
    count++;
    start = next;
    end = text.indexOf(separator, start);
    end = end < 0 ? text.length() : end;
    next = end + 1;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    equals = -1;
    return true;
  }

  private static boolean isSpace(char c) {
    boolean visible = c > ' ' && c < 0x7F;
    return !visible && Character.isWhitespace(c);
  }

  /** How many items there have been, this one included. */
  int count() {
    return count;
  }

  /** Refuses an item that is not {@code NAME=VALUE}. */
  void requireName() throws RefusedException {
    equals = text.indexOf('=', start);
    if (equals <= start || equals >= end) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the signature header has an element that is not NAME=VALUE");
    }
  }

  /** Whether this is {@code NAME=VALUE} with that name. */
  boolean isNamed(String name) {
    int nameEnd = start + name.length();
    return nameEnd < end && text.charAt(nameEnd) == '=' && text.startsWith(name, start);
  }

  /** Where the item begins. */
  int start() {
    return start;
  }

  /** Where what stands behind the first equals sign begins; there must be one. */
  int valueStart() {
    return (equals < start ? text.indexOf('=', start) : equals) + 1;
  }

  /** Where the item ends, exclusive. */
  int end() {
    return end;
  }
}
