package org.gatepost.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that senders make with a private key of their own. */
class PublicKeyTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final byte[] BODY = "{\"id\": 1}".getBytes(StandardCharsets.UTF_8);

  /** A pair of keys, and how the JDK signs with it. */
  record Pair(KeyPair keys, String signer, AlgorithmParameterSpec parameters) {

    byte[] sign(byte[] content) throws GeneralSecurityException {
      Signature signature = Signature.getInstance(signer);
      if (parameters != null) {
        signature.setParameter(parameters);
      }
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return signature.sign();
    }

    String pem() {
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
          + "\n-----END PUBLIC KEY-----\n";
    }
  }

  /** How the JDK makes what a scheme's algorithm verifies. */
  enum Sender {
    ED25519("Ed25519", "Ed25519", null),
    ECDSA_P256_SHA256("EC", "SHA256withECDSA", null),
    RSA_SHA1("RSA", "SHA1withRSA", null),
    RSA_SHA256("RSA", "SHA256withRSA", null),
    RSA_PSS_SHA256("RSA", "RSASSA-PSS", pss("SHA-256", MGF1ParameterSpec.SHA256, 32)),
    RSA_PSS_SHA512("RSA", "RSASSA-PSS", pss("SHA-512", MGF1ParameterSpec.SHA512, 64));

    private final String family;
    private final String signer;
    private final AlgorithmParameterSpec parameters;
    private final Pair pair;

    Sender(String family, String signer, AlgorithmParameterSpec parameters) {
      this.family = family;
      this.signer = signer;
      this.parameters = parameters;
      this.pair = anotherPair();
    }

    Pair pair() {
      return pair;
    }

    /** With keys that are made already. */
    Pair pair(KeyPair keys) {
      return new Pair(keys, signer, parameters);
    }

    String family() {
      return family;
    }

    Pair anotherPair() {
      return new Pair(generate(family, "secp256r1"), signer, parameters);
    }

    byte[] sign(byte[] content) throws GeneralSecurityException {
      return pair.sign(content);
    }

    byte[] encodedKey() {
      return pair.keys().getPublic().getEncoded();
    }

    String pem() {
      return pair.pem();
    }

    Scheme scheme() {
      return Scheme.of(
          "custom",
          Map.of(
              "algorithm", name().replace('_', '-'),
              "signature", "{header:X-Signature}",
              "encoding", "base64",
              "signed-content", "v1:{body}",
              "secret-encoding", "base64"));
    }

    TestRequest request() throws Exception {
      byte[] content = "v1:{\"id\": 1}".getBytes(StandardCharsets.UTF_8);
      return TestRequest.of(
          BODY, Map.of("X-Signature", Base64.getEncoder().encodeToString(sign(content))));
    }

    private static PSSParameterSpec pss(String digest, MGF1ParameterSpec mask, int salt) {
      return new PSSParameterSpec(digest, "MGF1", mask, salt, 1);
    }
  }

  private static KeyPair generate(String family, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (family.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(curve));
      } else if (family.equals("RSA")) {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keyIsReadAsPemAndAsBase64(Sender sender) throws Exception {
    String base64 = Base64.getEncoder().encodeToString(sender.encodedKey());
    for (String key : List.of(sender.pem(), base64, "\n" + sender.pem() + "trailing words")) {
      Verifier verifier = sender.scheme().verifier(List.of(Secret.of("key", key)));
      assertThat(verifier.verify(sender.request(), NOW)).isInstanceOf(Verified.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyChangeIsNoticed(Sender sender) throws Exception {
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
    KeyPair other = generate("Ed25519", "");
    String otherKey = base64(other.getPublic().getEncoded());
    Verifier verifier =
        Sender.ED25519
            .scheme()
            .verifier(List.of(Secret.of("new", otherKey), Secret.of("old", Sender.ED25519.pem())));
    assertThat(verifier.verify(Sender.ED25519.request(), NOW))
        .isInstanceOfSatisfying(Verified.class, v -> assertThat(v.secretLabel()).isEqualTo("old"));
  }

  @Test
  void ed25519KeyMayBeItsThirtyTwoBytesAlone() throws Exception {
    byte[] encoded = Sender.ED25519.encodedKey();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    Scheme discord = Scheme.preset("discord");
    String time = Long.toString(NOW.getEpochSecond());
    byte[] content = (time + "{\"id\": 1}").getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        Map.of(
            "X-Signature-Timestamp",
            time,
            "X-Signature-Ed25519",
            HexFormat.of().formatHex(Sender.ED25519.sign(content)));
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
    for (Sender sender : Sender.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sender.scheme().verifier(List.of(Secret.of("label", text))))
          .withMessageContaining("secret [label] must be a public key for")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text));
    }
  }

  @Test
  void keyOfAnotherAlgorithmIsRefused() {
    String p384 = base64(generate("EC", "secp384r1").getPublic().getEncoded());
    for (String key : List.of(Sender.RSA_SHA256.pem(), Sender.ED25519.pem(), p384)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> Sender.ECDSA_P256_SHA256.scheme().verifier(List.of(Secret.of("label", key))));
    }
  }

  @Test
  void rsaKeyIsReadInItsOwnForm() throws Exception {
    byte[] encoded = Sender.RSA_SHA256.encodedKey();
    // Behind the SubjectPublicKeyInfo's own 24 bytes stands the RSAPublicKey of a key of 2048 bits.
    String own =
        "-----BEGIN RSA PUBLIC KEY-----\n"
            + base64(Arrays.copyOfRange(encoded, 24, encoded.length))
            + "\n-----END RSA PUBLIC KEY-----\n";

    assertThat(
            Sender.RSA_SHA256
                .scheme()
                .verifier(List.of(Secret.of("key", own)))
                .verify(Sender.RSA_SHA256.request(), NOW))
        .isInstanceOf(Verified.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sender.ED25519.scheme().verifier(List.of(Secret.of("label", own))));
  }

  @Test
  void nobodyElseCanSign() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sender.ED25519.scheme().signer(Secret.of("label", Sender.ED25519.pem())))
        .withMessageContaining("public key");
  }

  @Test
  void rsaKeyMayBeInItsOwnForm() {
    byte[] info = Sender.RSA_SHA256.encodedKey();
    // SubjectPublicKeyInfo of a key of 2048 bits has 24 bytes before the RSAPublicKey.
    byte[] own = Arrays.copyOfRange(info, 24, info.length);
    String pem =
        "-----BEGIN RSA PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(own)
            + "\n-----END RSA PUBLIC KEY-----";
    SchemeDefinition scheme =
        SchemeReader.read(
                Map.of(
                    "algorithm", "RSA-SHA256",
                    "signature", "{header:S}",
                    "signed-content", "{body}",
                    "max-body", "1M"))
            .definition();

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
