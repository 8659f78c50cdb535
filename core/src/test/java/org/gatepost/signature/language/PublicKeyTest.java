package org.gatepost.signature.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.PublicKeySender;
import org.gatepost.signature.fixture.TestRequest;
import org.gatepost.signature.internal.Definitions;
import org.gatepost.signature.internal.key.PublicKeys;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that senders make with a private key of their own. */
class PublicKeyTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final byte[] BODY = "{\"id\": 1}".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource
  void keyIsReadAsPemAndAsBase64(PublicKeySender sender) throws Exception {
    String base64 = Base64.getEncoder().encodeToString(sender.encodedKey());
    for (String key : List.of(sender.pem(), base64, "\n" + sender.pem() + "trailing words")) {
      Verifier verifier = sender.scheme().verifier(List.of(Secret.of("key", key)));
      assertThat(verifier.verify(sender.request(), NOW)).isInstanceOf(Verified.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyChangeIsNoticed(PublicKeySender sender) throws Exception {
    Verifier verifier = sender.scheme().verifier(List.of(Secret.of("key", sender.pem())));
    TestRequest request = sender.request();
    for (int i = 0; i < BODY.length; i++) {
      byte[] body = BODY.clone();
      body[i] ^= 4;
      assertThat(verifier.verify(request.withBody(body), NOW)).isInstanceOf(Refusal.class);
    }
    byte[] signature = Base64.getDecoder().decode(request.header("X-Signature"));
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(verifier.verify(request.with("X-Signature", base64(changed)), NOW))
          .isInstanceOf(Refusal.class);
    }
    for (int length : new int[] {0, 1, signature.length - 1, signature.length + 1}) {
      byte[] cut = Arrays.copyOf(signature, length);
      assertThat(verifier.verify(request.with("X-Signature", base64(cut)), NOW))
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void oneOfSeveralKeysIsEnough() throws Exception {
    KeyPair other = PublicKeySender.generate("Ed25519", "");
    String otherKey = base64(other.getPublic().getEncoded());
    Verifier verifier =
        PublicKeySender.ED25519
            .scheme()
            .verifier(
                List.of(
                    Secret.of("new", otherKey), Secret.of("old", PublicKeySender.ED25519.pem())));
    assertThat(verifier.verify(PublicKeySender.ED25519.request(), NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("old"));
  }

  @Test
  void ed25519KeyMayBeItsThirtyTwoBytesAlone() throws Exception {
    byte[] encoded = PublicKeySender.ED25519.encodedKey();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    Scheme discord = Scheme.preset("discord");
    String time = Long.toString(NOW.getEpochSecond());
    byte[] content = (time + "{\"id\": 1}").getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        Map.of(
            "X-Signature-Timestamp",
            time,
            "X-Signature-Ed25519",
            HexFormat.of().formatHex(PublicKeySender.ED25519.sign(content)));
    Verifier verifier = discord.verifier(List.of(Secret.of("key", HexFormat.of().formatHex(raw))));
    assertThat(verifier.verify(TestRequest.of(BODY, headers), NOW)).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not a key",
        "AAAA",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----",
        "{\"kty\":\"RSA\",\"n\":\"AAAA\"}",
        "{",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
      })
  void whatIsNoKeyIsRefusedWithoutShowingIt(String text) {
    for (PublicKeySender sender : PublicKeySender.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sender.scheme().verifier(List.of(Secret.of("label", text))))
          .withMessageContaining("secret [label] must be a public key for")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text));
    }
  }

  @Test
  void keyOfAnotherAlgorithmIsRefused() {
    String p384 = base64(PublicKeySender.generate("EC", "secp384r1").getPublic().getEncoded());
    for (String key :
        List.of(PublicKeySender.RSA_SHA256.pem(), PublicKeySender.ED25519.pem(), p384)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  PublicKeySender.ECDSA_P256_SHA256
                      .scheme()
                      .verifier(List.of(Secret.of("label", key))));
    }
  }

  @Test
  void rsaKeyIsReadInItsOwnForm() throws Exception {
    byte[] encoded = PublicKeySender.RSA_SHA256.encodedKey();
    // Behind the SubjectPublicKeyInfo's own 24 bytes stands the RSAPublicKey of a key of 2048 bits.
    String own =
        "-----BEGIN RSA PUBLIC KEY-----\n"
            + base64(Arrays.copyOfRange(encoded, 24, encoded.length))
            + "\n-----END RSA PUBLIC KEY-----\n";

    assertThat(
            PublicKeySender.RSA_SHA256
                .scheme()
                .verifier(List.of(Secret.of("key", own)))
                .verify(PublicKeySender.RSA_SHA256.request(), NOW))
        .isInstanceOf(Verified.class);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PublicKeySender.ED25519.scheme().verifier(List.of(Secret.of("label", own))));
  }

  @Test
  void nobodyElseCanSign() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PublicKeySender.ED25519
                    .scheme()
                    .signer(Secret.of("label", PublicKeySender.ED25519.pem())))
        .withMessageContaining("public key");
  }

  @Test
  void rsaKeyMayBeInItsOwnForm() {
    byte[] info = PublicKeySender.RSA_SHA256.encodedKey();
    // SubjectPublicKeyInfo of a key of 2048 bits has 24 bytes before the RSAPublicKey.
    byte[] own = Arrays.copyOfRange(info, 24, info.length);
    String pem =
        "-----BEGIN RSA PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(own)
            + "\n-----END RSA PUBLIC KEY-----";
    SchemeDefinition scheme =
        Definitions.of(
            Map.of(
                "algorithm", "RSA-SHA256",
                "signature", "{header:S}",
                "signed-content", "{body}",
                "max-body", "1M"));

    assertThat(PublicKeys.key(scheme.secretForm(), Secret.of("own", pem)).getEncoded())
        .isEqualTo(info);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PublicKeys.key(
                    scheme.secretForm(), Secret.of("own", pem.replace(pem.substring(40, 80), ""))));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
