package org.gatepost.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key for JSON Web Tokens and its one algorithm (RFC 7518, section 3, RFC 8037). Thread-safe. */
final class JwtKey {
  private static final int P256_SIGNATURE_IN_BYTES = 64;
  private static final Map<Algorithm, String> NAMES =
      new EnumMap<>(
          Map.of(
              Algorithm.HMAC_SHA256, "HS256",
              Algorithm.HMAC_SHA384, "HS384",
              Algorithm.HMAC_SHA512, "HS512",
              Algorithm.RSA_SHA256, "RS256",
              Algorithm.ECDSA_P256_SHA256, "ES256",
              Algorithm.ED25519, "EdDSA"));

  private final String label;
  private final Algorithm algorithm;
  private final @Nullable MacPool shared;
  private final @Nullable PublicKey open;

  /**
   * The key that a secret stands for.
   *
   * @throws IllegalArgumentException if the secret is not written as the scheme's are
   */
  JwtKey(SchemeDefinition scheme, Secret secret) {
    this.label = secret.label();
    this.algorithm = scheme.algorithm();
    if (algorithm.kind() == Algorithm.Kind.MAC) {
      if (secret.text().contains("-----BEGIN")) {
        // Whoever knows the public key could sign (RFC 8725, section 2.1).
        throw new IllegalArgumentException(
            "secret ["
                + secret.label()
                + "] must not be a public key where the algorithm is "
                + algorithm.schemeName());
      }
      shared = new MacPool(algorithm, SecretKeys.key(scheme, secret));
      open = null;
    } else {
      shared = null;
      open = PublicKeys.key(scheme, secret);
    }
  }

  /** What tokens call an algorithm, or null if they cannot be signed with it. */
  static @Nullable String nameOf(Algorithm algorithm) {
    return NAMES.get(algorithm);
  }

  /** The names of the algorithms of tokens, as written in a scheme. */
  static List<String> algorithms() {
    return NAMES.keySet().stream().map(Algorithm::schemeName).toList();
  }

  String label() {
    return label;
  }

  /** Whether this key made the signature. */
  boolean verifies(byte[] signed, byte[] signature) {
    if (open == null) {
      return MessageDigest.isEqual(sign(signed), signature);
    }
    if (algorithm == Algorithm.ECDSA_P256_SHA256 && !isPairOfNumbers(signature)) {
      return false;
    }
    try {
      Signature verification = Signature.getInstance(jcaName());
      verification.initVerify(open);
      verification.update(signed);
      return verification.verify(signature);
    } catch (SignatureException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      // The key fitted the algorithm when it was read.
      throw new IllegalStateException(e);
    }
  }

  /**
   * The signature of some bytes.
   *
   * @throws IllegalArgumentException if this is a public key
   */
  byte[] sign(byte[] content) {
    if (shared == null) {
      throw new IllegalArgumentException(
          "secret [" + label + "] is a public key, which cannot sign");
    }
    return shared.compute(content);
  }

  private String jcaName() {
    // RFC 7518, section 3.4: the two numbers side by side, not in DER as elsewhere.
    return algorithm == Algorithm.ECDSA_P256_SHA256
        ? "SHA256withECDSAinP1363Format"
        : algorithm.jcaName();
  }

  /** Whether both numbers are there and not zero, which some Java versions forget to ask. */
  private static boolean isPairOfNumbers(byte[] signature) {
    int half = P256_SIGNATURE_IN_BYTES / 2;
    byte[] zero = new byte[half];
    return signature.length == P256_SIGNATURE_IN_BYTES
        && !Arrays.equals(signature, 0, half, zero, 0, half)
        && !Arrays.equals(signature, half, 2 * half, zero, 0, half);
  }
}
