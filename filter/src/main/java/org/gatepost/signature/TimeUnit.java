package org.gatepost.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a signed time is written. */
enum TimeUnit {
  /** Seconds since 1970-01-01T00:00:00Z. */
  S("a count of seconds") {
    @Override
    @Nullable Instant parseText(String text) {
      return count(text, 12, ChronoUnit.SECONDS);
    }

    @Override
    String format(Instant time) {
      return Long.toString(time.getEpochSecond());
    }
  },

  /** Milliseconds since 1970-01-01T00:00:00Z. */
  MS("a count of milliseconds") {
    @Override
    @Nullable Instant parseText(String text) {
      return count(text, 15, ChronoUnit.MILLIS);
    }

    @Override
    String format(Instant time) {
      return Long.toString(time.toEpochMilli());
    }

    @Override
    Instant truncate(Instant time) {
      return time.truncatedTo(ChronoUnit.MILLIS);
    }
  },

  /** Seconds or, from 100 000 000 000 on, milliseconds: of senders that do not say which. */
  S_OR_MS("a count of seconds or milliseconds") {
    @Override
    @Nullable Instant parseText(String text) {
      return text.length() < 12 ? S.parseText(text) : MS.parseText(text);
    }

    @Override
    String format(Instant time) {
      return S.format(time);
    }
  },

  /** RFC 3339 with any offset. */
  RFC3339("a time as in RFC 3339") {
    @Override
    Instant parseText(String text) {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    }

    @Override
    String format(Instant time) {
      return truncate(time).toString();
    }
  },

  /** The date of HTTP (RFC 9110, section 5.6.7), its preferred form. */
  HTTP_DATE("an HTTP date") {
    @Override
    Instant parseText(String text) {
      return Instant.from(HTTP.parse(text));
    }

    @Override
    String format(Instant time) {
      return HTTP.format(time.atOffset(ZoneOffset.UTC));
    }
  },

  /** As {@link #HTTP_DATE}, but written {@code Thu 07 Sep 2017 06:30:04 UTC}. */
  HTTP_DATE_UTC("a date such as Thu 07 Sep 2017 06:30:04 UTC") {
    @Override
    Instant parseText(String text) {
      return Instant.from(HTTP_UTC.parse(text));
    }

    @Override
    String format(Instant time) {
      return HTTP_UTC.format(time.atOffset(ZoneOffset.UTC));
    }
  };

  private static final DateTimeFormatter HTTP = english("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
  private static final DateTimeFormatter HTTP_UTC = english("EEE dd MMM uuuu HH:mm:ss 'UTC'");
  private static final int MAX_LENGTH = 40;

  private final String description;

  TimeUnit(String description) {
    this.description = description;
  }

  /** What a time in this form is called. */
  String description() {
    return description;
  }

  /** The time that the text stands for, or null if it is not of this form. */
  @Nullable Instant parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return parseText(text);
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  abstract @Nullable Instant parseText(String text);

  abstract String format(Instant time);

  /** The time without what this form, as senders use it, cannot say. */
  Instant truncate(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static @Nullable Instant count(String text, int maxDigits, ChronoUnit unit) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= maxDigits
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Instant.EPOCH.plus(Long.parseLong(text), unit) : null;
  }

  private static DateTimeFormatter english(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
