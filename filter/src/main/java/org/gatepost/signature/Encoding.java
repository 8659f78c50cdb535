package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bytes are written as text. Decoding is strict: one text for one value, but for the case of
 * hex digits.
 */
enum Encoding {
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

  /** The bytes that a part of a text stands for, or null if it is not of this encoding. */
  byte @Nullable [] decode(String text, int from, int to) {
    return this == HEX ? decodeHex(text, from, to) : decode(text.substring(from, to));
  }

  /** The bytes that the text stands for, or null if it is not of this encoding. */
  byte @Nullable [] decode(String text) {
    try {
      return switch (this) {
        case HEX -> decodeHex(text, 0, text.length());
        case BASE64 -> text.length() % 4 == 0 ? canonical(Base64.getDecoder(), text) : null;
        case BASE64URL -> text.endsWith("=") ? null : canonical(Base64.getUrlDecoder(), text);
        case TEXT -> text.getBytes(StandardCharsets.UTF_8);
      };
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  String encode(byte[] bytes) {
    return switch (this) {
      case HEX -> HexFormat.of().formatHex(bytes);
      case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      case TEXT -> new String(bytes, StandardCharsets.UTF_8);
    };
  }

  /** The bytes that are so written and in no other way: the last digit's unused bits are zero. */
  private static byte @Nullable [] canonical(Base64.Decoder decoder, String text) {
    byte[] bytes = decoder.decode(text);
    int unused = (3 - bytes.length % 3) % 3 * 2;
    int last = text.length() - 1;
    while (last >= 0 && text.charAt(last) == '=') {
      last--;
    }
    boolean zero = last < 0 || (base64Digit(text.charAt(last)) & (1 << unused) - 1) == 0;
    return zero ? bytes : null;
  }

  private static int base64Digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : 63;
  }

  /** The name in a scheme, such as {@code hex}. */
  String schemeName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static byte @Nullable [] decodeHex(String text, int from, int to) {
    if ((to - from) % 2 != 0) {
      return null;
    }
    byte[] bytes = new byte[(to - from) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = hexDigit(text.charAt(from + 2 * i));
      int low = hexDigit(text.charAt(from + 2 * i + 1));
      if ((high | low) < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  private static int hexDigit(char c) {
    // Character.digit would let digits of other scripts through.
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
