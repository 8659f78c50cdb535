package org.gatepost.receiver.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatepost.InvalidSettingException;
import org.gatepost.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How references to secrets are written. */
class SecretReferenceTest {
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  private static List<SecretReference> parse(String text) {
    return SecretReference.parse(text, "secret", "hook");
  }

  @Test
  void everyKindHasItsPlaceAsLabelUnlessItIsTheSecret() throws Exception {
    assertThat(
            parse("env:A, property:b.c,config:d ,file:/e/f,g,\n  jndi:java:comp/env/h,literal:i"))
        .extracting(SecretReference::label)
        .containsExactly(
            "env:A",
            "property:b.c",
            "config:d",
            "file:/e/f,g",
            "jndi:java:comp/env/h",
            "literal[6]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/run/a;not-after=2026-12-01T00:00:00Z;label=old",
        "file:/run/a;label=old;not-after=2026-12-01T01:00:00+01:00 ",
        "file:/run/a ;not-after=2026-12-01t00:00:00.000z;label=old\n",
      })
  void optionsComeInAnyOrder(String text) throws Exception {
    assertThat(parse(text)).containsExactly(new SecretReference("file", "/run/a", "old", END));
  }

  @Test
  void secretWithoutOptionsLastsForEver() throws Exception {
    assertThat(parse("env:A").get(0).notAfter()).isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "literal:a;b | a;b",
        "literal:a;label= | a;label=",
        "literal:a;label=b;c | a;label=b;c",
        "literal:a;not-after=2026-12-01 | a;not-after=2026-12-01",
        "literal:a;b;label=c | a;b",
        "literal:a;Label=c | a;Label=c",
      })
  void onlyWhatHasJustTheFormOfAnOptionIsNotPartOfALiteral(String text, String secret)
      throws Exception {
    assertThat(parse(text).get(0).argument()).isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env:A;",
        "env:A;old",
        "env:A;label=",
        "env:A;label=a b",
        "env:A;label=a;label=b",
        "literal:A;label=a;label=b",
        "env:A;not-after=2026-12-01",
        "env:A;not-after=2026-13-01T00:00:00Z",
        "literal:A;not-after=2026-13-01T00:00:00Z",
        "env:A;not-after=2026-12-01T00:00:00",
        "env:A;not-after=2026-12-01T00:00:00Z;not-after=2026-12-01T00:00:00Z",
        "env:A;not_after=2026-12-01T00:00:00Z",
      })
  void optionThatIsMalformedOrThereTwiceIsRefusedAndNotShown(String text) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> parse("literal:x," + text))
        .withMessageStartingWith("GP060: init-param [secret] of filter [hook] may have ;not-after=")
        .withMessageContaining("number 2 has something else")
        .withMessageNotContaining(text.substring(text.indexOf(':')));
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void labelHasAtMost64Characters(int length, boolean allowed) throws Exception {
    String text = "env:A;label=" + "x".repeat(length);
    if (allowed) {
      assertThat(parse(text).get(0).label()).hasSize(length);
    } else {
      assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(text));
    }
  }

  @Test
  void labelIsOneSecretsAlone() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> parse("env:A;label=x,env:B;label=x"))
        .withMessageContaining("GP003: init-param [secret]", "was [x] twice");
  }

  @Test
  void nothingThatIsPrintedShowsALiteral() throws Exception {
    SecretReference literal = parse("literal:s3cr3t;label=x").get(0);
    FoundSecret found =
        FoundSecret.find(
                "literal:s3cr3t;label=x", "secret", "hook", MissingSecret.FAIL, Lookup.byServer())
            .get(0);
    CurrentSecret current = new CurrentSecret("hook", found, Duration.ZERO, secret -> true, END);
    assertThat("" + literal + SecretOptions.read("s3cr3t", true) + found + current)
        .contains("[x]")
        .doesNotContain("s3cr3t");
  }
}
