package org.gatepost.signature.forged;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A character beyond visible ASCII spoils the signature's header wherever it stands: where a
 * signature is, where something is that is ignored, and in the space around either.
 */
class SignatureTextTest {
  private static final String BODY = "{\"id\":\"evt_1\"}";
  private static final String STRIPE =
      "t=1705314600, v0=00 ,v1=" + Hmac.hex("whsec_x", "1705314600." + BODY) + ", v2=aa";
  private static final String GITHUB = "sha256=" + Hmac.hex("whsec_x", BODY);
  // Beyond the line, beyond ASCII, digits and space of other scripts, and what is cut to a digit
  // when only a byte or seven bits of it are looked at.
  private static final String BEYOND =
      "\u0000\t\u001F\u007F\u0080\u00A0\u00E9\u2003\uFF11\u0661\u0130\u0161\uD83D";

  @Test
  void everyElementOfTheHeaderIsLookedAt() {
    assertThat(verify("stripe", "Stripe-Signature", STRIPE)).isInstanceOf(Verified.class);
    assertSpoiledAnywhere("stripe", "Stripe-Signature", STRIPE);
  }

  @Test
  void allOfOneSignatureIsLookedAt() {
    assertThat(verify("github", "X-Hub-Signature-256", GITHUB)).isInstanceOf(Verified.class);
    assertSpoiledAnywhere("github", "X-Hub-Signature-256", GITHUB);
  }

  private static void assertSpoiledAnywhere(String preset, String header, String right) {
    for (char c : BEYOND.toCharArray()) {
      for (int i = 0; i <= right.length(); i++) {
        assertSpoiled(verify(preset, header, right.substring(0, i) + c + right.substring(i)));
        if (i < right.length()) {
          assertSpoiled(verify(preset, header, right.substring(0, i) + c + right.substring(i + 1)));
        }
      }
    }
  }

  private static void assertSpoiled(Verification verification) {
    assertThat(verification)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Refusal.Reason.MALFORMED);
              assertThat(refusal.detail()).contains("beyond visible ASCII");
            });
  }

  private static Verification verify(String preset, String header, String value) {
    return Scheme.preset(preset)
        .verifier(List.of(Secret.of("test", "whsec_x")))
        .verify(TestRequest.of(BODY, Map.of(header, value)), Sample.SIGNED_AT);
  }
}
