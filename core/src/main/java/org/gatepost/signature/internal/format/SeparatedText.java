package org.gatepost.signature.internal.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text apart at a separator, in time linear in its length: what {@code String.split} does,
 * without its way to regular expressions.
 */
public final class SeparatedText {
  private SeparatedText() {}

  /** All parts, empty ones too; at least one. */
  public static List<String> parts(String text, char separator) {
    return parts(text, separator, Integer.MAX_VALUE);
  }

  /**
   * The first parts, and the rest of the text as the last one.
   *
   * @param max how many there are at most, 1 or more
   */
  public static List<String> parts(String text, char separator, int max) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int end = text.indexOf(separator);
    while (end >= 0 && parts.size() < max - 1) {
      parts.add(text.substring(start, end));
      start = end + 1;
      end = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }
}
