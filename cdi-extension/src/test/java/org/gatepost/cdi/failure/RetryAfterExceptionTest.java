package org.gatepost.cdi.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.gatepost.event.RetryAfterException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A delay is from a second to a day. */
class RetryAfterExceptionTest {

  @ParameterizedTest(name = "{0} counts as {1}")
  @CsvSource({
    "PT-1H, PT1S",
    "PT0S, PT1S",
    "PT0.999999999S, PT1S",
    "PT1S, PT1S",
    "PT1.000000001S, PT1.000000001S",
    "PT23H59M59S, PT23H59M59S",
    "PT24H, PT24H",
    "PT24H0.000000001S, PT24H",
    "P3650D, PT24H"
  })
  void delayOutsideTheBoundsCountsAsTheNearerOne(Duration given, Duration counted) {
    IOException cause = new IOException();

    assertThat(new RetryAfterException(given, "expected").delay()).isEqualTo(counted);
    assertThat(new RetryAfterException(given, "expected", cause).delay()).isEqualTo(counted);
    assertThat(new RetryAfterException(given, "expected", cause)).hasCause(cause);
  }
}
