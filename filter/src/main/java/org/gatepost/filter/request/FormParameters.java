package org.gatepost.filter.request;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of an {@code application/x-www-form-urlencoded} body (URL Standard, section
 * 5.1), byte by byte, so that the body is not copied.
 */
final class FormParameters {
  private FormParameters() {}

  /**
   * Adds the form's parameters to those that are there.
   *
   * @throws IllegalStateException if they become too many
   */
  static void read(byte[] form, Charset charset, Parameters target) {
    int start = 0;
    while (start < form.length) {
      int equals = -1;
      int end = start;
      for (; end < form.length && form[end] != '&'; end++) {
        if (equals < 0 && form[end] == '=') {
          equals = end;
        }
      }
      int nameEnd = equals < 0 ? end : equals;
      String name = decode(form, start, nameEnd, charset);
      String value = decode(form, Math.min(end, nameEnd + 1), end, charset);
      // As containers do: what has a broken escape, or no name, is no parameter.
      if (name != null && value != null && nameEnd > start) {
        target.add(name, value);
      }
      start = end + 1;
    }
  }

  private static @Nullable String decode(byte[] form, int start, int end, Charset charset) {
    byte[] bytes = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      byte b = form[i];
      if (b == '%') {
        int high = i + 2 < end ? Character.digit(form[i + 1], 16) : -1;
        int low = i + 2 < end ? Character.digit(form[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        b = (byte) (high << 4 | low);
        i += 2;
      } else if (b == '+') {
        b = ' ';
      }
      bytes[length++] = b;
    }
    return new String(bytes, 0, length, charset);
  }
}
