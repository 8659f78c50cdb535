package org.gatepost.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.gatepost.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may configure, and when a source is healthy. */
class OperationSettingsTest {
  private static void assertRefused(String name, String value, String rule) {
    Map<String, String> params = Map.of("scheme", "broxi", "secret", "literal:a", name, value);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> Settings.read("hook", params))
        .withMessageStartingWith(
            "GP003: init-param [" + name + "] of filter [hook] " + rule + ", was [" + value + "]");
  }

  @Test
  void everythingHasADefault() throws Exception {
    OperationSettings settings = OperationSettings.read(Map.of(), "hook");
    assertThat(settings)
        .isEqualTo(
            new OperationSettings(OperationSettings.Mode.ENFORCE, 95, Answer.INVALID_PAYLOAD));
    assertThat(settings.observes()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Observe", "off", "enforce,observe"})
  void modeIsOneOfTwo(String mode) {
    assertRefused("mode", mode, "must be enforce or observe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "200", "422", "503", "bad request"})
  void unbindableIsAnsweredOneOfTwoStatuses(String status) {
    assertRefused("unbindable", status, "must be 400 or 500");
  }

  @Test
  void unbindableMayBeAnsweredAsAFailure() throws Exception {
    assertThat(OperationSettings.read(Map.of("unbindable", "500"), "hook").unbindable())
        .isEqualTo(Answer.PROCESSING_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "100", "99.9999", "1e1", "95%", "NaN", "0x1"})
  void thresholdIsAPercentageBelow100(String percent) {
    assertRefused(
        "healthy-above", percent, "must be a percentage from 0 to below 100, such as 99.5");
  }

  @ParameterizedTest
  @CsvSource({
    "95, 0, 0, 0, NO_DATA",
    "95, 1, 0, 0, HEALTHY",
    "95, 0, 1, 0, DEGRADED",
    "95, 94, 6, 0, DEGRADED",
    "95, 95, 5, 0, DEGRADED",
    "95, 96, 4, 0, HEALTHY",
    "95, 96, 0, 4, HEALTHY",
    "95, 95, 0, 5, DEGRADED",
    "95, 0, 0, 1, DEGRADED",
    "99.9, 999, 1, 0, DEGRADED",
    "99.9, 1000, 1, 0, HEALTHY",
    "0, 0, 1, 0, DEGRADED",
    "0, 1, 999, 0, HEALTHY",
  })
  void sourceIsHealthyAboveTheThreshold(
      String threshold, long accepted, long failed, long unavailable, Statistics.Health health)
      throws Exception {
    double percent =
        OperationSettings.read(Map.of("healthy-above", threshold), "hook").healthyAbovePercent();
    assertThat(statistics(accepted, failed, unavailable, false, percent).health())
        .isEqualTo(health);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void sourceWhoseLedgerIsDownIsDegraded(long accepted) {
    assertThat(statistics(accepted, 0, 0, true, 95).health()).isEqualTo(Statistics.Health.DEGRADED);
  }

  private static Statistics statistics(
      long accepted, long failed, long unavailable, boolean ledgerDown, double percent) {
    return new Statistics(
        accepted,
        failed,
        1000,
        1000,
        1000,
        Map.of("mismatch", 1000L),
        1000,
        1000,
        1000,
        1000,
        1000,
        unavailable,
        1000,
        ledgerDown,
        false,
        Map.of("missing", 1000L),
        Map.of(),
        Optional.empty(),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        percent);
  }
}
