package org.gatepost.cdi.internal.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text of JSON, which somebody has read, as places in UTF-8: all that divides it is ASCII.
 * Strings are looked through by eight bytes at a time. Immutable.
 */
final class JsonBytes {
  /** The beginning of a word, of which these are the first four bytes. */
  static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;

  /** What stands between two members without white space. */
  static final short COMMA_QUOTE = ',' | '"' << 8;

  /** What stands behind a member's name without white space. */
  static final short QUOTE_COLON = '"' | ':' << 8;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle PAIRS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * EACH;
  private static final long BACKSLASHES = '\\' * EACH;

  private static final long DIGIT_ZEROS = '0' * EACH;
  private static final long LOW = ~HIGH;
  private static final long BEYOND_NINE = (0x80 - 10) * EACH;

  private final byte[] bytes;
  // The text again where its places are those of the bytes, as Java searches that faster.
  private final @Nullable String ascii;

  JsonBytes(String text) {
    bytes = text.getBytes(StandardCharsets.UTF_8);
    ascii = bytes.length == text.length() ? text : null;
  }

  byte at(int place) {
    return bytes[place];
  }

  /** Whether two bytes stand there. */
  boolean isAt(int place, short pair) {
    return (short) PAIRS.get(bytes, place) == pair;
  }

  int length() {
    return bytes.length;
  }

  /** The next place that is not of white space. */
  int next(int start) {
    int at = start;
    byte c = bytes[at];
    while (c <= ' ' && c >= 0) {
      c = bytes[++at];
    }
    return at;
  }

  /** The next place that is not of white space, or the end. */
  int nextOrEnd(int start) {
    int at = start;
    while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Eight bytes, the first one lowest, with zeros behind the end. */
  long word(int start) {
    if (start <= bytes.length - Long.BYTES) {
      return (long) WORDS.get(bytes, start);
    }
    long word = 0;
    for (int i = bytes.length - 1; i >= start; i--) {
      word = word << Byte.SIZE | (bytes[i] & 0xff);
    }
    return word;
  }

  /** How many bytes of a word stand before the first quote or backslash; eight if all. */
  static int plain(long word) {
    return Long.numberOfTrailingZeros(zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES)) >> 3;
  }

  /** How many digits a word begins with; eight if it has nothing else. */
  static int digits(long word) {
    long values = word ^ DIGIT_ZEROS;
    return Long.numberOfTrailingZeros((((values & LOW) + BEYOND_NINE) | values) & HIGH) >> 3;
  }

  /** The highest bit of the first byte that is zero, and perhaps of some behind it. */
  private static long zeros(long word) {
    return (word - EACH) & ~word & HIGH;
  }

  /**
   * The first quote or backslash from one place on.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  int endOfPlain(int start) {
    int at = start;
    int plain = plain(word(at));
    while (plain == Long.BYTES) {
      at += Long.BYTES;
      if (at >= bytes.length) {
        throw new IndexOutOfBoundsException(at);
      }
      plain = plain(word(at));
    }
    return at + plain;
  }

  /**
   * From behind the opening quote to behind the closing one.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  int behindString(int start) {
    if (ascii != null) {
      int end = ascii.indexOf('"', start);
      if (end > 0 && bytes[end - 1] != '\\') {
        return end + 1;
      }
    }
    int end = endOfPlain(start);
    while (bytes[end] != '"') {
      // Behind what is escaped; a quote there ends nothing.
      end = endOfPlain(end + 2);
    }
    return end + 1;
  }

  /** What stands between two places. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Whether a text stands there of which the first eight bytes do. */
  boolean goesOnAs(byte[] other, int from) {
    for (int i = Long.BYTES; i < other.length; i++) {
      if (bytes[from + i] != other[i]) {
        return false;
      }
    }
    return true;
  }
}
