package org.gatepost.internal;

/**
 * Text of a request as logs may show it: on one line, bounded, and without characters that change
 * how others are shown.
 */
public final class PrintableText {
  /** No more of a text is shown, if nothing else is asked for (in UTF-16 units). */
  private static final int MAX_LENGTH = 300;

  private PrintableText() {}

  /**
   * A text of at most 300 characters.
   *
   * @param text what somebody may have sent
   * @return it, with a question mark for each character that is not to be shown, and three dots for
   *     what is beyond the bound
   */
  public static String of(String text) {
    return of(text, MAX_LENGTH);
  }

  /**
   * A text of bounded length.
   *
   * @param text what somebody may have sent
   * @param maxLength of how many characters it is shown (inclusive bound, in UTF-16 units)
   * @return as {@link #of(String)}
   */
  public static String of(String text, int maxLength) {
    int length = Math.min(text.length(), maxLength);
    StringBuilder shown = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < length) {
        // Never a half of one: it would be another character in each log's encoding.
        int both = text.codePointAt(i);
        i += Character.charCount(both) - 1;
        shown.appendCodePoint(isShown(both) ? both : '?');
      } else {
        shown.append(isShown(c) ? c : '?');
      }
    }
    return shown.append(text.length() > length ? "..." : "").toString();
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
