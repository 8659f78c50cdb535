package org.gatepost.signature.internal.method.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.Jwt;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PayPal signs transmission, time, webhook and a checksum of the body. */
class PaypalTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final KeyPair KEYS = Jwt.rsaKeys();
  // CRC-32 of the text 123456789 is CBF43926, the check value of its definition.
  private static final String BODY = "123456789";
  private static final String SIGNED = "t1|2024-01-15T10:29:00Z|WH-1|3421780262";

  @Test
  void transmissionIsAcceptedAndIsTheKey() {
    assertThat(verifier("WH-1").verify(request(SIGNED), NOW))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.key()).contains("t1");
              assertThat(verified.signedAt()).contains(Instant.parse("2024-01-15T10:29:00Z"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "PayPal-Transmission-Id,t2,MISMATCH",
    "PayPal-Transmission-Time,2024-01-15T10:29:01Z,MISMATCH",
    "PayPal-Auth-Algo,SHA1withRSA,MALFORMED",
    "PayPal-Transmission-Sig,AAAA,MISMATCH",
    "PayPal-Transmission-Sig,?,MALFORMED"
  })
  void changedHeaderIsRefused(String name, String value, Refusal.Reason reason) {
    assertRefused(verifier("WH-1").verify(request(SIGNED).with(name, value), NOW), reason);
  }

  @Test
  void otherBodyOrWebhookIsRefused() {
    assertRefused(
        verifier("WH-1").verify(request(SIGNED).withBody(Jwt.utf8("123456788")), NOW),
        Refusal.Reason.MISMATCH);
    assertRefused(verifier("WH-2").verify(request(SIGNED), NOW), Refusal.Reason.MISMATCH);
  }

  @Test
  void webhookIdMustBeConfigured() {
    assertThatThrownBy(() -> Scheme.preset("paypal").verifier(List.of(Jwt.pem(KEYS))))
        .isInstanceOf(InvalidSchemeException.class)
        .hasMessageContaining("webhook-id");
  }

  private static Verifier verifier(String webhookId) {
    return Scheme.of("paypal", Map.of("webhook-id", webhookId)).verifier(List.of(Jwt.pem(KEYS)));
  }

  private static TestRequest request(String signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(Jwt.utf8(signed));
      return TestRequest.of(
          BODY,
          Map.of(
              "PayPal-Transmission-Id", "t1",
              "PayPal-Transmission-Time", "2024-01-15T10:29:00Z",
              "PayPal-Auth-Algo", "SHA256withRSA",
              "PayPal-Transmission-Sig", Base64.getEncoder().encodeToString(signature.sign())));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
