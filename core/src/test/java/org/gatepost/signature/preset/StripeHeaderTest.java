package org.gatepost.signature.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.Sample;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of {@code Stripe-Signature}: elements NAME=VALUE, of which t and v1 count. */
class StripeHeaderTest {
  private static final String BODY = "{\"id\":\"evt_1\"}";
  private static final String T = "t=1705314600";
  private static final String RIGHT = "v1=" + Hmac.hex("whsec_x", "1705314600." + BODY);
  private static final String WRONG = "v1=" + "deadbeef".repeat(8);

  @Test
  void anyOfSeveralSignaturesMayMatch() {
    assertAccepted(T + "," + RIGHT);
    assertAccepted(T + "," + RIGHT + "," + WRONG);
    assertAccepted(T + "," + WRONG + "," + WRONG + "," + RIGHT);
  }

  @Test
  void elementsMayStandInAnyOrder() {
    assertAccepted(RIGHT + "," + T);
    assertAccepted(WRONG + "," + T + "," + RIGHT);
  }

  @Test
  void otherVersionsAreIgnored() {
    assertAccepted(T + "," + RIGHT + ",v0=63f3a72374a733066c4be69ed7f8e5ac");
    assertAccepted(T + ",v0=,v2=anything," + RIGHT);
    assertRefused(verify(T + "," + RIGHT.replace("v1=", "v0=")), Refusal.Reason.MALFORMED);
    assertRefused(verify(T + "," + RIGHT.replace("v1=", "v2=")), Refusal.Reason.MALFORMED);
    assertRefused(verify(T + "," + RIGHT.replace("v1=", "V1=")), Refusal.Reason.MALFORMED);
  }

  @Test
  void signatureOfTheWrongLengthBesideARightOneIsIgnored() {
    assertAccepted(T + ",v1=,v1=abc,v1=zz," + RIGHT);
    assertRefused(verify(T + ",v1=,v1=abc,v1=zz"), Refusal.Reason.MALFORMED);
  }

  @Test
  void hexMayBeInUpperCase() {
    assertAccepted(T + ",v1=" + RIGHT.substring(3).toUpperCase(Locale.ROOT));
  }

  @Test
  void timeThatIsThereTwiceIsRefused() {
    assertRefused(verify(T + "," + T + "," + RIGHT), Refusal.Reason.MALFORMED);
    assertRefused(verify(T + "," + RIGHT + ",t=1"), Refusal.Reason.MALFORMED);
    assertRefused(verify("t=," + T + "," + RIGHT), Refusal.Reason.MALFORMED);
  }

  @Test
  void timeThatIsMissingIsRefused() {
    assertRefused(verify(RIGHT), Refusal.Reason.MISSING);
    assertRefused(verify("t=," + RIGHT), Refusal.Reason.MISSING);
    assertRefused(verify("T=1705314600," + RIGHT), Refusal.Reason.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t",
        "t,v1",
        "t,v1=",
        "=",
        "=1705314600",
        ",",
        ",,",
        "t=1705314600",
        "v1",
        "x",
        " "
      })
  void headerThatIsNotOfElementsIsRefused(String value) {
    assertRefused(verify(value), Refusal.Reason.MALFORMED);
  }

  @Test
  void elementThatIsNotNameAndValueSpoilsTheHeader() {
    for (String bad : List.of("x", "=x", "", " ", "v1")) {
      assertRefused(verify(T + "," + RIGHT + "," + bad), Refusal.Reason.MALFORMED);
      assertRefused(verify(bad + "," + T + "," + RIGHT), Refusal.Reason.MALFORMED);
    }
  }

  @Test
  void headerHasAHundredElementsAtMost() {
    assertAccepted(T + ",v0=0".repeat(97) + "," + RIGHT);
    assertAccepted(T + ",v0=0".repeat(98) + "," + RIGHT);
    assertRefused(verify(T + ",v0=0".repeat(99) + "," + RIGHT), Refusal.Reason.MALFORMED);
  }

  private static void assertAccepted(String value) {
    assertThat(verify(value)).as(value).isInstanceOf(Verified.class);
  }

  private static Verification verify(String value) {
    return Scheme.preset("stripe")
        .verifier(List.of(Secret.of("test", "whsec_x")))
        .verify(TestRequest.of(BODY, Map.of("Stripe-Signature", value)), Sample.SIGNED_AT);
  }
}
