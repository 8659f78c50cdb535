package org.gatepost.signature.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bytes are written as text. Decoding is strict: one text for one value, but for the case of
 * hex digits.
 */
public enum Encoding {
  /** Base 16 of RFC 4648, section 8, digits in any case. */
  HEX,
  /**
   * Base 64 of RFC 4648, section 4, padded and canonical (section 3.5: unused bits must be zero).
   */
  BASE64,
  /** Base 64 with the alphabet for URLs of RFC 4648, section 5, without padding, canonical. */
  BASE64URL,
  /** The text itself, as UTF-8; only secrets and tokens are written so. */
  TEXT;

  private static final byte[] HEX_DIGITS = values("0123456789abcdef", "0123456789ABCDEF");
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final byte[] BASE64_DIGITS = values(LETTERS_AND_DIGITS + "+/");
  private static final byte[] BASE64URL_DIGITS = values(LETTERS_AND_DIGITS + "-_");

  /** The bytes that the text stands for, or null if it is not of this encoding. */
  public byte @Nullable [] decode(String text) {
    return decode(text, 0, text.length());
  }

  /** The bytes that a part of a text stands for, or null if it is not of this encoding. */
  public byte @Nullable [] decode(String text, int from, int to) {
    return switch (this) {
      case HEX -> decodeHex(text, from, to);
      case BASE64 ->
          (to - from) % 4 == 0
              ? decodeBase64(BASE64_DIGITS, text, from, withoutPadding(text, from, to))
              : null;
      case BASE64URL -> decodeBase64(BASE64URL_DIGITS, text, from, to);
      case TEXT -> text.substring(from, to).getBytes(StandardCharsets.UTF_8);
    };
  }

  /** As {@link #decode(String)}, of a text that must be padded. */
  public byte @Nullable [] decodePadded(String text) {
    return text.length() % 4 == 0 ? decode(text, 0, withoutPadding(text, 0, text.length())) : null;
  }

  public String encode(byte[] bytes) {
    return switch (this) {
      case HEX -> HexFormat.of().formatHex(bytes);
      case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      case TEXT -> new String(bytes, StandardCharsets.UTF_8);
    };
  }

  /** The name in a scheme, such as {@code hex}. */
  public String schemeName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static byte @Nullable [] decodeHex(String text, int from, int to) {
    if ((to - from) % 2 != 0) {
      return null;
    }
    byte[] bytes = new byte[(to - from) / 2];
    int any = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value =
          value(HEX_DIGITS, text.charAt(from + 2 * i)) << 4
              | value(HEX_DIGITS, text.charAt(from + 2 * i + 1));
      any |= value;
      bytes[i] = (byte) value;
    }
    // Negative if one of them was.
    return any < 0 ? null : bytes;
  }

  private static int withoutPadding(String text, int from, int to) {
    int end = to;
    while (end > from && end > to - 2 && text.charAt(end - 1) == '=') {
      end--;
    }
    return end;
  }

  private static byte @Nullable [] decodeBase64(byte[] digits, String text, int from, int to) {
    int rest = (to - from) % 4;
    if (rest == 1) {
      return null;
    }
    byte[] bytes = new byte[(to - from) / 4 * 3 + Math.max(0, rest - 1)];
    int any = 0;
    int filled = 0;
    int at = from;
    for (; at < to - rest; at += 4) {
      int three = pair(digits, text, at) << 12 | pair(digits, text, at + 2);
      any |= three;
      bytes[filled] = (byte) (three >> 16);
      bytes[filled + 1] = (byte) (three >> 8);
      bytes[filled + 2] = (byte) three;
      filled += 3;
    }
    if (rest > 0) {
      int last = rest > 2 ? value(digits, text.charAt(to - 1)) : 0;
      int two = pair(digits, text, at) << 6 | last;
      // Of all texts for the same bytes one is right: that whose unused bits are zero.
      any |= two | -(two & (rest > 2 ? 0x3 : 0x3FF));
      for (int shift = 10; filled < bytes.length; shift -= 8) {
        bytes[filled++] = (byte) (two >> shift);
      }
    }
    // Negative if one of them was.
    return any < 0 ? null : bytes;
  }

  /** Twelve bits, or a negative number if one of the two digits is none. */
  private static int pair(byte[] digits, String text, int at) {
    return value(digits, text.charAt(at)) << 6 | value(digits, text.charAt(at + 1));
  }

  /** The value of a digit, or -1 if it is none. */
  private static int value(byte[] digits, char c) {
    // Without a branch: negative for what is beyond ASCII, whatever digit it would be.
    return digits[c & 0x7F] | (0x7F - c) >> 31;
  }

  /** For each character of ASCII its place in one of the alphabets, or -1. */
  private static byte[] values(String... alphabets) {
    byte[] values = new byte[0x80];
    Arrays.fill(values, (byte) -1);
    for (String alphabet : alphabets) {
      for (int i = 0; i < alphabet.length(); i++) {
        values[alphabet.charAt(i)] = (byte) i;
      }
    }
    return values;
  }
}
