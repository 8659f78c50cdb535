package org.gatepost.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message about an unknown word names the nearest right one. */
class NearestTest {
  private static final Set<String> KNOWN =
      Set.of("max-body", "public-url", "rate-limit", "scheme", "tolerance", "x");

  @ParameterizedTest
  @CsvSource({
    "tolerence, tolerance",
    "Tolerance, tolerance",
    "public_url, public-url",
    "PUBLIC URL, public-url",
    "maxbody, max-body",
    "max-body-size, max-body",
    "rate, rate-limit",
    "shceme, scheme",
    "X, x",
  })
  void isNamed(String text, String nearest) {
    assertThat(Nearest.of(text, KNOWN)).contains(nearest);
    assertThat(Nearest.hint(text, KNOWN)).isEqualTo("; nearest is [" + nearest + "]");
  }

  @ParameterizedTest
  @CsvSource({"password", "''", "' '", "tol", "xyz", "y", "xy"})
  void isNotInvented(String text) {
    assertThat(Nearest.of(text, KNOWN)).isEmpty();
    assertThat(Nearest.hint(text, KNOWN)).isEmpty();
  }

  @Test
  void longWordCostsNothing() {
    assertThat(Nearest.of("x".repeat(1_000_000), List.of("x".repeat(1_000_001)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5m, PT5M",
    "30 s, PT30S",
    "12H, PT12H",
    "3d, P3D",
    "5, ''",
    "m, ''",
    "5min, ''",
    "-5m, ''",
    "1234567m, ''",
    "'', ''"
  })
  void durationIsWrittenOut(String text, String duration) {
    assertThat(Nearest.durationHint(text))
        .isEqualTo(duration.isEmpty() ? "" : "; write [" + duration + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "Stripe, stripe",
    "githubb, github",
    "standardwebhooks, standard-webhooks",
    "hubspot, hubspot-v1",
    "Custom, custom"
  })
  void presetIsNamed(String name, String nearest) {
    assertThatExceptionOfType(InvalidSchemeException.class)
        .isThrownBy(() -> Scheme.preset(name))
        .withMessage(
            "key [scheme] must be custom or the name of a preset, was [%s]; nearest is [%s]",
            name, nearest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encoding | base-64 | was [base-64]; nearest is [base64]",
        "algorithm | HMAC_SHA265 | was [HMAC_SHA265]; nearest is [HMAC-SHA256]",
        "methods | PSOT | was [PSOT]; nearest is [POST]",
        "signature-separator | coma | was [coma]; nearest is [comma]",
        "id | {hedaer:X-Id} | not {hedaer:X-Id}; nearest is [header], was [{hedaer:X-Id}]",
        "remember | 3d | must be an ISO-8601 duration from PT1M to P365D, or none, was [3d]; write [P3D]",
        "signed_by | jwt | ; nearest is [signed-by]"
      })
  void wordOfASchemeIsNamed(String key, String value, String end) {
    assertThatExceptionOfType(InvalidSchemeException.class)
        .isThrownBy(() -> Scheme.of("x-signature", Map.of(key, value)))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("key [" + key + "] ").endsWith(end));
  }
}
