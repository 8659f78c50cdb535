package org.gatepost.signature.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.format.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed time is a count in ASCII digits, even where the signature over other text is right. */
class SignedTimeTest {
  private static final String SECRET = "secret";
  private static final String BODY = "{}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1705314600",
        "-1705314600",
        " 1705314600",
        "1705314600 ",
        "1705 314600",
        "1705314600.0",
        "1705314600,0",
        "1.7053146e9",
        "0x65A508E8",
        "1705314600L",
        "1_705_314_600",
        "now",
        "2024-01-15T10:30:00Z",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "1000000000000",
        "0000001705314600"
      })
  void whatIsNotACountOfSecondsIsRefused(String time) {
    assertRefused(broxi(time), Refusal.Reason.MALFORMED);
    assertRefused(slack(time), Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+1705314600", "1705314600.0", "1705 314600", "9223372036854775808", "now"})
  void whatIsNotACountInTheElementOfStripeIsRefused(String time) {
    assertRefused(stripe(time), Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"１７０５３１４６００", "١٧٠٥٣١٤٦٠٠", "१७०५३१४६००"})
  void digitsOfOtherScriptsAreRefused(String time) {
    assertRefused(broxi(time), Refusal.Reason.MALFORMED);
    assertThat(TimeUnit.S.parse(time)).isNull();
    assertThat(TimeUnit.MS.parse(time)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1705314600", "001705314600"})
  void countOfUpToTwelveDigitsIsATime(String time) {
    assertThat(broxi(time))
        .isInstanceOfSatisfying(
            Verified.class, v -> assertThat(v.signedAt()).contains(Sample.SIGNED_AT));
    assertThat(stripe(time)).isInstanceOf(Verified.class);
  }

  private static Verification broxi(String time) {
    return verify(
        "broxi",
        Map.of(
            "X-Broxi-Timestamp", time, "X-Broxi-Signature", Hmac.hex(SECRET, time + "." + BODY)));
  }

  private static Verification slack(String time) {
    return verify(
        "slack",
        Map.of(
            "X-Slack-Request-Timestamp",
            time,
            "X-Slack-Signature",
            "v0=" + Hmac.hex(SECRET, "v0:" + time + ":" + BODY)));
  }

  private static Verification stripe(String time) {
    return verify(
        "stripe",
        Map.of("Stripe-Signature", "t=" + time + ",v1=" + Hmac.hex(SECRET, time + "." + BODY)));
  }

  private static Verification verify(String preset, Map<String, String> headers) {
    return Scheme.preset(preset)
        .verifier(List.of(Secret.of("test", SECRET)))
        .verify(TestRequest.of(BODY, headers), Sample.SIGNED_AT);
  }
}
