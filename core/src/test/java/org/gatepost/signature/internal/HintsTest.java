package org.gatepost.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;

/** A refusal says what would have fitted, and never what was sent. */
class HintsTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final String HEX = "ab".repeat(32);
  private static final String BASE64 = "A".repeat(43) + "=";

  private static String refusal(String preset, Map<String, String> headers) {
    Verifier verifier =
        Scheme.preset(preset).verifier(List.of(Secret.of("test", "c2VjcmV0LXNlY3JldA==")));
    Refusal refusal = (Refusal) verifier.verify(TestRequest.of("{}", headers), NOW);
    String hint = verifier.hint(TestRequest.of("{}", headers), NOW);
    headers.values().forEach(value -> assertThat(refusal.detail() + hint).doesNotContain(value));
    return refusal.detail() + (hint.isEmpty() ? "" : "; " + hint);
  }

  @Test
  void otherEncodingIsNamed() {
    assertThat(refusal("x-signature", Map.of("X-Signature", BASE64)))
        .isEqualTo("the signature is not 32 bytes as hex; the signature would be right as base64");
    assertThat(refusal("shopify", Map.of("X-Shopify-Hmac-Sha256", HEX)))
        .isEqualTo("the signature is not 32 bytes as base64; the signature would be right as hex");
  }

  @Test
  void otherAlgorithmIsNamed() {
    assertThat(refusal("x-signature", Map.of("X-Signature", "ab".repeat(20))))
        .isEqualTo(
            "the signature is not 32 bytes as hex; the signature's 20 bytes would fit HMAC-SHA1");
    assertThat(refusal("x-signature", Map.of("X-Signature", "ab".repeat(5))))
        .isEqualTo("the signature is not 32 bytes as hex");
  }

  @Test
  void otherFormOfTheTimeIsNamed() {
    Scheme broxi = Scheme.preset("broxi");
    Secret secret = Secret.of("test", "secret");
    for (Map.Entry<String, String> form :
        Map.of(
                "1705314600123",
                "the time is a count of milliseconds",
                "2024-01-15T10:30:00Z",
                "the time is a time as in RFC 3339",
                "yesterday",
                "")
            .entrySet()) {
      String signature = Hmac.hex("secret", form.getKey() + ".{}");
      Map<String, String> headers =
          Map.of("X-Broxi-Timestamp", form.getKey(), "X-Broxi-Signature", signature);
      Verifier verifier = broxi.verifier(List.of(secret));
      TestRequest request = TestRequest.of("{}", headers);
      assertThat(verifier.verify(request, NOW))
          .isEqualTo(new Refusal(Refusal.Reason.MALFORMED, "the time is not a count of seconds"));
      assertThat(verifier.hint(request, NOW)).isEqualTo(form.getValue());
    }
  }
}
