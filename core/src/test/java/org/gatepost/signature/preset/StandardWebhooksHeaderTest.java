package org.gatepost.signature.preset;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of {@code webhook-signature}: a list of versioned signatures, of which v1 counts. */
class StandardWebhooksHeaderTest {
  private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = "{\"type\":\"contact.created\"}";
  private static final String RIGHT = Hmac.base64(KEY, "msg_1.1705314600." + BODY);
  private static final String WRONG = "A".repeat(43) + "=";

  @Test
  void anyOfSeveralSignaturesMayMatch() {
    assertAccepted("v1," + RIGHT);
    assertAccepted("v1," + WRONG + " v1," + RIGHT);
    assertAccepted("v1," + RIGHT + " v1," + WRONG);
  }

  @Test
  void otherVersionsAreIgnored() {
    assertAccepted("v1a," + WRONG + WRONG + " v2," + RIGHT + " v1," + RIGHT + " garbage");
    assertAccepted("v1,tooshort  v1," + RIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0,", "v2,", "v1a,", "V1,", "v1=", "v1", "", ",", "v,", "v1;"})
  void rightSignatureOfAnotherVersionIsRefused(String version) {
    assertRefused(verify(version + RIGHT), Refusal.Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "v1,", "v1, ", "v1,=", "v1,====", "v1,AAAA", "v1, v1, v1,"})
  void listWithoutASignatureIsRefused(String value) {
    assertRefused(verify(value), Refusal.Reason.MALFORMED);
  }

  @Test
  void lastCharacterMustBeTheCanonicalOne() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int last = alphabet.indexOf(RIGHT.charAt(42));
    // 32 bytes leave two bits of the last character unused, which strict base64 wants to be zero.
    assertThat(last % 4).isZero();
    for (int i = 1; i < 4; i++) {
      String sameBytes = RIGHT.substring(0, 42) + alphabet.charAt(last + i) + "=";

      assertRefused(verify("v1," + sameBytes), Refusal.Reason.MALFORMED);
    }
  }

  @Test
  void paddingMustBeThereOnce() {
    String unpadded = RIGHT.substring(0, 43);

    assertRefused(verify("v1," + unpadded), Refusal.Reason.MALFORMED);
    assertRefused(verify("v1," + unpadded + "=="), Refusal.Reason.MALFORMED);
    assertRefused(verify("v1," + RIGHT + "===="), Refusal.Reason.MALFORMED);
  }

  @Test
  void listHasAHundredItemsAtMost() {
    assertAccepted("v2,x ".repeat(98) + "v1," + RIGHT);
    assertAccepted("v2,x ".repeat(99) + "v1," + RIGHT);
    assertRefused(verify("v2,x ".repeat(100) + "v1," + RIGHT), Refusal.Reason.MALFORMED);
  }

  @Test
  void olderNamesOfTheHeadersAreKnown() {
    Map<String, String> svix =
        Map.of("svix-id", "msg_1", "svix-timestamp", "1705314600", "svix-signature", "v1," + RIGHT);

    assertThat(verify(svix)).isInstanceOf(Verified.class);
  }

  @Test
  void newerNameOfAHeaderTakesPrecedence() {
    TestRequest genuine = request("v1," + RIGHT);

    assertThat(verify(genuine.adding("svix-id", "other"))).isInstanceOf(Verified.class);
    assertRefused(
        verify(genuine.with("webhook-id", "other").adding("svix-id", "msg_1")),
        Refusal.Reason.MISMATCH);
  }

  @Test
  void secretMayLackItsPrefix() {
    for (String secret : List.of(KEY, "whsec_" + KEY)) {
      assertThat(
              Scheme.preset("standard-webhooks")
                  .verifier(List.of(Secret.of("test", secret)))
                  .verify(request("v1," + RIGHT), Sample.SIGNED_AT))
          .isInstanceOf(Verified.class);
    }
  }

  private static void assertAccepted(String value) {
    assertThat(verify(value)).as(value).isInstanceOf(Verified.class);
  }

  private static TestRequest request(String signature) {
    return TestRequest.of(
        BODY,
        Map.of(
            "webhook-id", "msg_1",
            "webhook-timestamp", "1705314600",
            "webhook-signature", signature));
  }

  private static Verification verify(String signature) {
    return verify(request(signature));
  }

  private static Verification verify(Map<String, String> headers) {
    return verify(TestRequest.of(BODY, headers));
  }

  private static Verification verify(TestRequest request) {
    return Scheme.preset("standard-webhooks")
        .verifier(List.of(Secret.of("test", "whsec_" + KEY)))
        .verify(request, Sample.SIGNED_AT);
  }
}
