package org.gatepost.signature.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.Hmac;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text may hold two secrets, and a secret may be a key in two ways. */
class SecretFormsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_796_000_000);
  private static final String ONE = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String TWO = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private static Verification verify(String secret, String key) {
    TestRequest request =
        TestRequest.of(
            "{}",
            Map.of(
                "webhook-id", "m",
                "webhook-timestamp", "1796000000",
                "webhook-signature", "v1," + Hmac.base64(key, "m.1796000000.{}")));
    return Scheme.preset("supabase-auth-hooks")
        .verifier(List.of(Secret.of("test", secret)))
        .verify(request, NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, TWO})
  void eitherOfTwoSecretsOfSupabaseMayHaveSigned(String key) {
    String both = "v1,whsec_" + ONE + "|v1,whsec_" + TWO;

    assertThat(verify(both, key))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("test"));
    assertThat(verify("v1,whsec_" + key, key)).isInstanceOf(Verified.class);
    assertThat(verify(both, "AAAA")).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1,whsec_" + ONE + "|", "|v1,whsec_" + ONE, "a||b", "|"})
  void noneOfTheSecretsIsEmpty(String secret) {
    assertThatThrownBy(() -> verify(secret, ONE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void firstOfTwoSecretsSigns() {
    Scheme supabase = Scheme.preset("supabase-auth-hooks");
    Map<String, String> headers =
        supabase
            .signer(Secret.of("test", "v1,whsec_" + ONE + "|v1,whsec_" + TWO))
            .sign(new byte[] {'{', '}'}, NOW, Map.of());

    assertThat(
            supabase
                .verifier(List.of(Secret.of("test", "v1,whsec_" + ONE)))
                .verify(TestRequest.of("{}", headers), NOW))
        .isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @CsvSource({
    "github,secret-encoding,base64 or hex",
    "github,secret-encoding,base64 or text or text",
    "github,secret-encoding,base32 or text",
    "netlify,secret-encoding,base64 or text",
    "twilio,secret-encoding,base64 or text",
    "github,secret-separator,' '",
    "github,algorithm,HMAC-SHA256 or HMAC-SHA512",
    "netlify,algorithm,HMAC-SHA256 or RSA-SHA256",
    "netlify,algorithm,HMAC-SHA256 or SHA512",
    "plaid,algorithm,ECDSA-P256-SHA256 or ED25519",
    "slack,signed-content,v0:{time}\\n{body}",
    "airwallex,time-unit,iso-utc"
  })
  void whatCannotBeIsRefused(String preset, String key, String value) {
    assertThatThrownBy(() -> Scheme.of(preset, Map.of(key, value)))
        .isInstanceOfSatisfying(
            InvalidSchemeException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void lineFeedIsToldAsXmlHasIt() {
    assertThatThrownBy(() -> Scheme.of("slack", Map.of("signed-content", "{time}\\n{body}")))
        .hasMessageContaining("&#10;");
    assertThat(Scheme.of("slack", Map.of("signed-content", "{time}\n{body}")).name())
        .isEqualTo("slack");
  }
}
