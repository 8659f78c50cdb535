package org.gatepost.signature.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Standard Webhooks secret says by its prefix which of the listed signatures it is for. */
class PublicKeyFormTest {
  private static final Instant NOW = Instant.ofEpochSecond(1614265330);
  private static final String BODY = "{\"test\": 2432232314}";
  private static final Secret PUBLIC =
      Secret.of("public", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
  private static final Secret SHARED =
      Secret.of("shared", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final String V1A =
      "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
  private static final String V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String BOGUS_V1 = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=";

  @Test
  void eachKeyTakesTheSignaturesOfItsOwnVersion() {
    assertAcceptedBy(verify(BOGUS_V1 + " " + V1A, PUBLIC), "public");
    assertAcceptedBy(verify(V1A, PUBLIC), "public");
    assertAcceptedBy(verify(V1A + " " + V1, SHARED), "shared");
    assertRefused(verify(BOGUS_V1 + " " + V1A, SHARED), Refusal.Reason.MISMATCH);
    assertRefused(verify(V1, PUBLIC), Refusal.Reason.MALFORMED);
    assertRefused(verify(V1A, SHARED), Refusal.Reason.MALFORMED);
  }

  @Test
  void keysOfBothKindsStandSideBySide() {
    assertAcceptedBy(verify(V1A, SHARED, PUBLIC), "public");
    assertAcceptedBy(verify(V1A, PUBLIC, SHARED), "public");
    assertAcceptedBy(verify(V1, PUBLIC, SHARED), "shared");
    assertAcceptedBy(verify(V1, SHARED, PUBLIC), "shared");
    assertRefused(verify(BOGUS_V1, PUBLIC, SHARED), Refusal.Reason.MISMATCH);
    assertRefused(verify("v2,AAAA", PUBLIC, SHARED), Refusal.Reason.MALFORMED);
  }

  @Test
  void signatureUnderTheOtherVersionsNameIsRefused() {
    assertRefused(verify("v1," + V1A.substring(4), PUBLIC), Refusal.Reason.MALFORMED);
    assertRefused(verify("v1a," + V1.substring(3), SHARED), Refusal.Reason.MALFORMED);
  }

  @Test
  void publicKeyCannotSign() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scheme.preset("standard-webhooks").signer(PUBLIC));
  }

  @ParameterizedTest
  @CsvSource({
    "public-key-signature,'HMAC-SHA256 v1,',must be an algorithm of public keys",
    "public-key-prefix,whsec_,must tell a public key from another secret"
  })
  void keysAreChecked(String key, String value, String rule) {
    assertThatThrownBy(() -> Scheme.of("standard-webhooks", Map.of(key, value)))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining(rule);
    assertThatThrownBy(() -> Scheme.of("svix", Map.of("public-key-prefix", "whpk_")))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("together");
  }

  private static void assertAcceptedBy(Verification verification, String label) {
    assertThat(verification)
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.secretLabel()).isEqualTo(label));
  }

  private static Verification verify(String signatures, Secret... secrets) {
    return Scheme.preset("standard-webhooks")
        .verifier(List.of(secrets))
        .verify(
            TestRequest.of(
                BODY,
                Map.of(
                    "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    "webhook-timestamp", "1614265330",
                    "webhook-signature", signatures)),
            NOW);
  }
}
