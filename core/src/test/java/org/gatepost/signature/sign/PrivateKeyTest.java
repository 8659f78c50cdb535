package org.gatepost.signature.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.fixture.PublicKeySender;
import org.gatepost.signature.fixture.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** With a private key the signer signs what the public key verifies. */
class PrivateKeyTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final String BODY = "{\"id\":\"1\",\"type\":\"t\"}";

  private static KeyPair keys(PublicKeySender sender) {
    return sender.pair().keys();
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static void verifies(Scheme scheme, String privateKey, String publicKey) {
    OutgoingRequest signed =
        scheme
            .signer(Secret.of("private", privateKey))
            .request(
                "POST",
                "https://example.com/hook?x=1",
                BODY.getBytes(StandardCharsets.UTF_8),
                NOW,
                new LinkedHashMap<>(Map.of("Content-Type", "application/json")));

    assertThat(
            scheme
                .verifier(List.of(Secret.of("public", publicKey)))
                .verify(TestRequest.of(signed), NOW))
        .isInstanceOf(Verified.class);
    assertThat(
            scheme
                .verifier(List.of(Secret.of("public", publicKey)))
                .verify(TestRequest.of(signed).withBody(new byte[] {'{', '}'}), NOW))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "discord,ED25519",
    "telnyx,ED25519",
    "sendgrid,ECDSA_P256_SHA256",
    "wise,RSA_SHA256",
    "kick,RSA_SHA256",
    "plaid,ECDSA_P256_SHA256",
    "kinde,RSA_SHA256",
    "standard-webhooks-v1a,ED25519",
    "standard-webhooks,ED25519",
    "mailchannels,ED25519",
    "keygen,ED25519",
    "constant-contact,RSA_SHA256",
    "paypal,RSA_SHA256"
  })
  void presetsSign(String preset, PublicKeySender sender) {
    KeyPair keys = keys(sender);
    Scheme scheme =
        Scheme.of(preset, preset.equals("paypal") ? Map.of("webhook-id", "WH-1") : Map.of());
    String publicKey = pem("PUBLIC KEY", keys.getPublic().getEncoded());
    if (preset.equals("standard-webhooks")) {
      publicKey =
          "whpk_"
              + Base64.getEncoder()
                  .encodeToString(Arrays.copyOfRange(keys.getPublic().getEncoded(), 12, 44));
    }
    verifies(scheme, pem("PRIVATE KEY", keys.getPrivate().getEncoded()), publicKey);
  }

  @ParameterizedTest
  @EnumSource(PublicKeySender.class)
  void everyAlgorithmSigns(PublicKeySender sender) {
    KeyPair keys = keys(sender);
    String publicKey = pem("PUBLIC KEY", keys.getPublic().getEncoded());

    verifies(sender.scheme(), pem("PRIVATE KEY", keys.getPrivate().getEncoded()), publicKey);
    verifies(
        sender.scheme(),
        Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()),
        publicKey);
    verifies(sender.scheme(), jwk(keys), publicKey);
  }

  private static String jwk(KeyPair keys) {
    if (keys.getPrivate() instanceof RSAPrivateKey rsa) {
      return "{\"kty\":\"RSA\",\"n\":\""
          + number(rsa.getModulus())
          + "\",\"d\":\""
          + number(rsa.getPrivateExponent())
          + "\"}";
    }
    if (keys.getPrivate() instanceof ECPrivateKey ec) {
      return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"" + number(ec.getS()) + "\"}";
    }
    byte[] seed = ((EdECPrivateKey) keys.getPrivate()).getBytes().orElseThrow();
    return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"" + url(seed) + "\"}";
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return url(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void olderFormsOfPemSign() {
    KeyPair rsa = keys(PublicKeySender.RSA_SHA256);
    byte[] pkcs8 = rsa.getPrivate().getEncoded();
    // The key stands at the end of its PKCS #8, behind 26 bytes if it is RSA of 2048 bits.
    verifies(
        PublicKeySender.RSA_SHA256.scheme(),
        pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)),
        pem("PUBLIC KEY", rsa.getPublic().getEncoded()));
    KeyPair ec = keys(PublicKeySender.ECDSA_P256_SHA256);
    byte[] sec1 = ec.getPrivate().getEncoded();
    verifies(
        PublicKeySender.ECDSA_P256_SHA256.scheme(),
        pem("EC PRIVATE KEY", Arrays.copyOfRange(sec1, 28, sec1.length)),
        pem("PUBLIC KEY", ec.getPublic().getEncoded()));
  }

  @Test
  void privateKeyOfStandardWebhooksSigns() {
    KeyPair keys = keys(PublicKeySender.ED25519);
    byte[] pair = new byte[64];
    System.arraycopy(((EdECPrivateKey) keys.getPrivate()).getBytes().orElseThrow(), 0, pair, 0, 32);
    byte[] open = Arrays.copyOfRange(keys.getPublic().getEncoded(), 12, 44);
    System.arraycopy(open, 0, pair, 32, 32);

    for (String preset : new String[] {"standard-webhooks", "standard-webhooks-v1a"}) {
      verifies(
          Scheme.preset(preset),
          "whsk_" + Base64.getEncoder().encodeToString(pair),
          "whpk_" + Base64.getEncoder().encodeToString(open));
    }
  }

  @ParameterizedTest
  @EnumSource(PublicKeySender.class)
  void publicKeyAndOtherKeysDoNotSign(PublicKeySender sender) {
    PublicKeySender other =
        sender == PublicKeySender.ED25519
            ? PublicKeySender.ECDSA_P256_SHA256
            : PublicKeySender.ED25519;
    for (String secret :
        new String[] {
          sender.pem(), pem("PRIVATE KEY", keys(other).getPrivate().getEncoded()), jwk(keys(other))
        }) {
      assertThatThrownBy(() -> sender.scheme().signer(Secret.of("test", secret)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("secret [test] is a public key, which cannot sign")
          .hasMessageNotContaining(secret.substring(30, 60));
    }
  }

  @Test
  void verifierTakesNoPrivateKey() {
    String secret = pem("PRIVATE KEY", keys(PublicKeySender.ED25519).getPrivate().getEncoded());

    assertThatThrownBy(() -> Scheme.preset("telnyx").verifier(List.of(Secret.of("test", secret))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a public key");
  }
}
