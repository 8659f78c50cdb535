package org.gatepost.signature.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which senders write the signed time. */
class TimeFormsTest {

  @ParameterizedTest
  @CsvSource({
    "S, 1705314600, 2024-01-15T10:30:00Z",
    "S, 0, 1970-01-01T00:00:00Z",
    "MS, 1705314600123, 2024-01-15T10:30:00.123Z",
    "S_OR_MS, 1705314600, 2024-01-15T10:30:00Z",
    "S_OR_MS, 1705314600123, 2024-01-15T10:30:00.123Z",
    "RFC3339, 2024-01-15T10:30:00Z, 2024-01-15T10:30:00Z",
    "RFC3339, 2020-01-01T00:00:00-07:00, 2020-01-01T07:00:00Z",
    "RFC3339, 2024-01-15T10:30:00.123456789Z, 2024-01-15T10:30:00.123456789Z",
    "HTTP_DATE, 'Mon, 15 Jan 2024 10:30:00 GMT', 2024-01-15T10:30:00Z",
    "HTTP_DATE_UTC, Thu 07 Sep 2017 06:30:04 UTC, 2017-09-07T06:30:04Z"
  })
  void timeIsReadInItsForm(TimeUnit form, String text, Instant time) {
    assertThat(form.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadAgain(TimeUnit form) {
    Instant time = Instant.parse("2024-01-15T10:30:00Z");
    assertThat(form.parse(form.format(time))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1705314600",
        "1705314600 ",
        "1.7e9",
        "١٧٠٥٣١٤٦٠٠",
        "99999999999999999999",
        "2024-01-15",
        "2024-01-15T10:30",
        "2024-01-15 10:30:00",
        "2024-13-15T10:30:00Z",
        "2024-02-30T10:30:00Z",
        "+999999999-01-15T10:30:00Z0000000000000000000000000",
        "Mon, 15 Jan 2024 10:30:00 CET",
        "Tue, 15 Jan 2024 10:30:00 GMT",
        "mon, 15 jan 2024 10:30:00 gmt",
        "now"
      })
  void whatIsNoTimeIsNone(String text) {
    for (TimeUnit form : TimeUnit.values()) {
      assertThat(form.parse(text)).as(form.name()).isNull();
    }
  }

  @Test
  void timeWithoutAZoneIsInUtcWhereTheFormSaysSo() {
    assertThat(TimeUnit.ISO_UTC.parse("2024-01-15T10:30:00.5"))
        .isEqualTo(Instant.parse("2024-01-15T10:30:00.5Z"));
    assertThat(TimeUnit.ISO_UTC.parse("2024-01-15T10:30:00Z")).isNull();
    assertThat(TimeUnit.ISO_UTC.parse("2024-01-15T10:30:00+01:00")).isNull();
    assertThat(TimeUnit.RFC3339.parse("2024-01-15T10:30:00")).isNull();
  }
}
