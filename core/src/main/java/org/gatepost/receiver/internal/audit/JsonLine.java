package org.gatepost.receiver.internal.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object (RFC 8259) on one line of printable ASCII: every other character of a
 * string is escaped, so no value can end the line, start another, or move the cursor of a terminal.
 * Can be used again, and makes nothing anew then. Not thread-safe.
 */
public final class JsonLine {
  /** The longest string, in characters; the rest is cut off. */
  static final int MAX_CHARS = 255;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NUMBER = 20;
  private static final int SECONDS_PER_DAY = 86_400;
  // The years that have four digits, in days since 1970.
  private static final long FIRST_DAY = -719_528;
  private static final long LAST_DAY = 2_932_896;

  private byte[] bytes = new byte[512];
  private int length = 1;

  /** An object without members. */
  public JsonLine() {
    bytes[0] = '{';
  }

  /** Without members again. */
  public JsonLine clear() {
    length = 1;
    return this;
  }

  /** A member with a string; left out if there is none. */
  public JsonLine member(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      int chars = Math.min(value.length(), MAX_CHARS);
      reserve(6 * chars + 2);
      bytes[length++] = '"';
      for (int i = 0; i < chars; i++) {
        append(value.charAt(i));
      }
      bytes[length++] = '"';
    }
    return this;
  }

  /** A member with a number. */
  public JsonLine member(String name, long value) {
    name(name);
    number(value);
    return this;
  }

  /** A member with a number of milliseconds, to the microsecond. */
  public JsonLine millis(String name, long micros) {
    name(name);
    number(micros / 1000);
    bytes[length++] = '.';
    digits(micros % 1000, 3);
    return this;
  }

  /** A member with a time, as {@link Instant#toString} has it. */
  public JsonLine time(String name, Instant time) {
    long day = Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY);
    if (day < FIRST_DAY || day > LAST_DAY) {
      return member(name, time.toString());
    }
    name(name);
    reserve(40);
    bytes[length++] = '"';
    date(day);
    bytes[length++] = 'T';
    int second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
    digits(second / 3600, 2);
    bytes[length++] = ':';
    digits(second / 60 % 60, 2);
    bytes[length++] = ':';
    digits(second % 60, 2);
    fraction(time.getNano());
    bytes[length++] = 'Z';
    bytes[length++] = '"';
    return this;
  }

  /**
   * Of the proleptic Gregorian calendar, by years that begin with March and so end with a leap day.
   */
  private void date(long day) {
    long since = day + 719_468;
    long era = Math.floorDiv(since, 146_097L);
    long dayOfEra = since - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long monthFromMarch = (5 * dayOfYear + 2) / 153;
    long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    digits(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
    bytes[length++] = '-';
    digits(month, 2);
    bytes[length++] = '-';
    digits(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
  }

  private void fraction(int nanos) {
    if (nanos == 0) {
      return;
    }
    bytes[length++] = '.';
    if (nanos % 1_000_000 == 0) {
      digits(nanos / 1_000_000, 3);
    } else if (nanos % 1000 == 0) {
      digits(nanos / 1000, 6);
    } else {
      digits(nanos, 9);
    }
  }

  private void number(long value) {
    reserve(LONGEST_NUMBER + 4);
    if (value == Long.MIN_VALUE) {
      text(Long.toString(value));
      return;
    }
    if (value < 0) {
      bytes[length++] = '-';
    }
    long rest = Math.abs(value);
    int digits = 1;
    for (long bound = rest; bound > 9; bound /= 10) {
      digits++;
    }
    digits(rest, digits);
  }

  private void digits(long value, int number) {
    long rest = value;
    for (int i = length + number - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += number;
  }

  private void name(String name) {
    reserve(name.length() + 4);
    if (length > 1) {
      bytes[length++] = ',';
    }
    bytes[length++] = '"';
    text(name);
    bytes[length++] = '"';
    bytes[length++] = ':';
  }

  private void text(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }

  private void append(char c) {
    if (c == '"' || c == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = (byte) c;
    } else if (c >= ' ' && c <= '~') {
      bytes[length++] = (byte) c;
    } else {
      bytes[length++] = '\\';
      bytes[length++] = 'u';
      for (int shift = 12; shift >= 0; shift -= 4) {
        bytes[length++] = HEX[c >> shift & 0xF];
      }
    }
  }

  private void reserve(int more) {
    // The bracket and the line break at the end too.
    if (length + more + 2 > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more + 2));
    }
  }

  /** How many bytes {@link #writeTo} writes. */
  int length() {
    return length + 2;
  }

  /** Writes the object and a line break at once. */
  void writeTo(OutputStream out) throws IOException {
    bytes[length] = '}';
    bytes[length + 1] = '\n';
    out.write(bytes, 0, length());
  }

  /** {@return the object, without a line break} */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII) + "}";
  }
}
