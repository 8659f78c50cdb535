package org.gatepost.signature.internal.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a signed time is written. */
public enum TimeUnit {
  /** Seconds since 1970-01-01T00:00:00Z. */
  S("a count of seconds"),
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  MS("a count of milliseconds"),
  /** Seconds or, from 100 000 000 000 on, milliseconds: of senders that do not say which. */
  S_OR_MS("a count of seconds or milliseconds"),
  /** RFC 3339 with any offset. */
  RFC3339("a time as in RFC 3339"),
  /** As {@link #RFC3339}, but without an offset: in UTC. */
  ISO_UTC("a time such as 2024-01-15T10:30:00.123 in UTC"),
  /** The date of HTTP (RFC 9110, section 5.6.7), its preferred form. */
  HTTP_DATE("an HTTP date"),
  /** As {@link #HTTP_DATE}, but written in another way. */
  HTTP_DATE_UTC("a date such as Thu 07 Sep 2017 06:30:04 UTC");

  private static final DateTimeFormatter HTTP = english("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
  private static final DateTimeFormatter HTTP_UTC = english("EEE dd MMM uuuu HH:mm:ss 'UTC'");
  private static final int MAX_LENGTH = 40;
  private static final int SECONDS_LENGTH = 10;
  private static final int MILLIS_LENGTH = 13;

  private final String description;

  TimeUnit(String description) {
    this.description = description;
  }

  /** What a time in this form is called. */
  public String description() {
    return description;
  }

  /** Which form the text has, for a message; empty if it has none. */
  public static String hint(String text) {
    for (TimeUnit form : values()) {
      if (form.parse(text) != null) {
        return "the time is " + form.description();
      }
    }
    return "";
  }

  /** The time that the text stands for, or null if it is not of this form. */
  public @Nullable Instant parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return switch (this) {
        case S -> count(text, 12, ChronoUnit.SECONDS);
        case MS -> count(text, 15, ChronoUnit.MILLIS);
        case S_OR_MS -> text.length() < 12 ? S.parse(text) : MS.parse(text);
        case RFC3339 -> Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text));
        case ISO_UTC -> text.indexOf(':') == text.lastIndexOf(':') ? null : inUtc(text);
        case HTTP_DATE -> Instant.from(HTTP.parse(text));
        case HTTP_DATE_UTC -> Instant.from(HTTP_UTC.parse(text));
      };
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  /**
   * Whether a text that {@link #parse} takes is as long as times of this form are, so that it
   * cannot be a part of another one: 10 digits for seconds and 13 for milliseconds, none of them a
   * leading zero; RFC 3339 with four digits for the year, and Z or hours and minutes behind it.
   */
  public boolean isWhole(String text) {
    return switch (this) {
      case S -> text.length() == SECONDS_LENGTH && text.charAt(0) != '0';
      case MS -> text.length() == MILLIS_LENGTH && text.charAt(0) != '0';
      case S_OR_MS -> S.isWhole(text) || MS.isWhole(text);
      case RFC3339 ->
          isDateAt(text, 0)
              && (text.endsWith("Z")
                  || ("+-".indexOf(text.charAt(text.length() - 6)) >= 0
                      && text.charAt(text.length() - 3) == ':'));
      // Nothing tells where its fraction ends: such a time has a literal beside it.
      case ISO_UTC -> false;
      case HTTP_DATE, HTTP_DATE_UTC -> text.length() == format(Instant.EPOCH).length();
    };
  }

  /** Whether at a place in a text a time could begin that {@link #isWhole} calls whole. */
  public boolean mayBegin(String text, int at) {
    return switch (this) {
      case S, S_OR_MS -> digitsAt(text, at) >= SECONDS_LENGTH;
      case MS -> digitsAt(text, at) >= MILLIS_LENGTH;
      case RFC3339, ISO_UTC -> isDateAt(text, at);
      case HTTP_DATE, HTTP_DATE_UTC -> true;
    };
  }

  private static int digitsAt(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end - at;
  }

  /** Whether a date and a T stand there. */
  private static boolean isDateAt(String text, int at) {
    return digitsAt(text, at) == 4
        && text.startsWith("-", at + 4)
        && digitsAt(text, at + 5) == 2
        && text.startsWith("-", at + 7)
        && digitsAt(text, at + 8) == 2
        && text.regionMatches(true, at + 10, "T", 0, 1);
  }

  private static Instant inUtc(String text) {
    return LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
        .toInstant(ZoneOffset.UTC);
  }

  public String format(Instant time) {
    return switch (this) {
      case S, S_OR_MS -> Long.toString(time.getEpochSecond());
      case MS -> Long.toString(time.toEpochMilli());
      case RFC3339 -> truncate(time).toString();
      case ISO_UTC ->
          DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
              LocalDateTime.ofInstant(truncate(time), ZoneOffset.UTC));
      case HTTP_DATE -> HTTP.format(time);
      case HTTP_DATE_UTC -> HTTP_UTC.format(time);
    };
  }

  /** The time without what this form, as senders use it, cannot say. */
  public Instant truncate(Instant time) {
    return this == MS
        ? Instant.ofEpochMilli(time.toEpochMilli())
        : Instant.ofEpochSecond(time.getEpochSecond());
  }

  private static DateTimeFormatter english(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  private static @Nullable Instant count(String text, int maxDigits, ChronoUnit unit) {
    if (text.isEmpty() || text.length() > maxDigits) {
      return null;
    }
    long count = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      count = 10 * count + digit;
    }
    return unit == ChronoUnit.MILLIS ? Instant.ofEpochMilli(count) : Instant.ofEpochSecond(count);
  }
}
