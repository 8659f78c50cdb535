package org.gatepost.filter.request;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Reads the value of a parameter such as {@code filename*} (RFC 8187, section 3.2). */
final class ExtendedValue {
  private ExtendedValue() {}

  /** What {@code UTF-8'en'n%C3%A4.txt} says, or null if it is malformed or of no charset known. */
  static @Nullable String decode(String text) {
    int charsetEnd = text.indexOf('\'');
    int languageEnd = charsetEnd < 0 ? -1 : text.indexOf('\'', charsetEnd + 1);
    if (languageEnd < 0 || !Charsets.isSupported(text.substring(0, charsetEnd))) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = languageEnd + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c > ' ' && c <= '~') {
        bytes.write(c);
      } else {
        return null;
      }
    }
    return bytes.toString(Charset.forName(text.substring(0, charsetEnd)));
  }
}
