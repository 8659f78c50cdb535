package org.gatepost.receiver.internal.count;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object (RFC 8259) on one line of printable ASCII: every other character of a
 * string is escaped, so no value can end the line, start another, or move the cursor of a terminal.
 * Not thread-safe.
 */
public final class JsonLine {
  /** The longest string, in characters; the rest is cut off. */
  static final int MAX_CHARS = 255;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text = new StringBuilder(320).append('{');

  /** A member with a string; left out if there is none. */
  public JsonLine member(String name, @Nullable String value) {
    if (value != null) {
      name(name).append('"');
      for (int i = 0; i < Math.min(value.length(), MAX_CHARS); i++) {
        append(value.charAt(i));
      }
      text.append('"');
    }
    return this;
  }

  /** A member with a number. */
  public JsonLine member(String name, long value) {
    name(name).append(value);
    return this;
  }

  /** A member with a number of milliseconds, to the microsecond. */
  public JsonLine millis(String name, long micros) {
    name(name).append(micros / 1000).append('.');
    text.append((char) ('0' + micros / 100 % 10));
    text.append((char) ('0' + micros / 10 % 10));
    text.append((char) ('0' + micros % 10));
    return this;
  }

  private StringBuilder name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    return text.append('"').append(name).append("\":");
  }

  private void append(char c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c >= ' ' && c <= '~') {
      text.append(c);
    } else {
      text.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        text.append(HEX[c >> shift & 0xF]);
      }
    }
  }

  /** {@return the object, without a line break} */
  @Override
  public String toString() {
    return text + "}";
  }
}
