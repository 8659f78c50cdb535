package org.gatepost.signature.internal.method.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatepost.signature.fixture.HttpMessages.NOW;
import static org.gatepost.signature.fixture.HttpMessages.URL;
import static org.gatepost.signature.fixture.HttpMessages.scheme;
import static org.gatepost.signature.fixture.Refused.assertRefused;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.fixture.PublicKeySender;
import org.gatepost.signature.fixture.UrlRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP Message Signatures are verified with the public keys of RFC 9421, section 3.3. */
class HttpMessageKeysTest {
  @Test
  void publicKeyCannotSign() throws GeneralSecurityException {
    byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    Secret secret = Secret.of("current", Base64.getEncoder().encodeToString(key));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheme("algorithm", "ed25519").signer(secret))
        .withMessageContaining("cannot sign");
  }

  @ParameterizedTest
  @CsvSource({
    "mailchannels,ed25519,ED25519,Ed25519",
    "rfc9421,rsa-v1_5-sha256,RSA_SHA256,SHA256withRSA",
    "rfc9421,ecdsa-p256-sha256,ECDSA_P256_SHA256,SHA256withECDSAinP1363Format"
  })
  void publicKeyVerifies(String preset, String algorithm, PublicKeySender sender, String jcaName)
      throws GeneralSecurityException {
    KeyPair pair = sender.pair().keys();
    String digest = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    String parameters = "(\"content-digest\");created=1618884473;alg=\"" + algorithm + "\"";
    Signature signature = Signature.getInstance(jcaName);
    signature.initSign(pair.getPrivate());
    signature.update(
        ("\"content-digest\": " + digest + "\n\"@signature-params\": " + parameters)
            .getBytes(StandardCharsets.US_ASCII));
    byte[] genuine = signature.sign();
    Verifier verifier =
        Scheme.of(preset, Map.of("algorithm", algorithm))
            .verifier(
                List.of(
                    Secret.of(
                        "own", Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))));
    UrlRequest request =
        new UrlRequest("POST", URL, Map.of(), "")
            .with("Content-Digest", digest)
            .with("Signature-Input", "s=" + parameters);

    assertThat(verifier.verify(request.with("Signature", bytes(genuine)), NOW))
        .isInstanceOf(Verified.class);
    for (int i = 0; i < genuine.length; i++) {
      byte[] changed = genuine.clone();
      changed[i] ^= 1;
      assertRefused(
          verifier.verify(request.with("Signature", bytes(changed)), NOW), Refusal.Reason.MISMATCH);
    }
    assertRefused(
        verifier.verify(request.with("Signature", bytes(new byte[genuine.length])), NOW),
        Refusal.Reason.MISMATCH);
    assertRefused(
        verifier.verify(request.with("Signature", "s=:AAAA:"), NOW), Refusal.Reason.MISMATCH);
    assertRefused(verifier.verify(request.with("Signature", "s=::"), NOW), Refusal.Reason.MISMATCH);
  }

  private static String bytes(byte[] signature) {
    return "s=:" + Base64.getEncoder().encodeToString(signature) + ":";
  }
}
