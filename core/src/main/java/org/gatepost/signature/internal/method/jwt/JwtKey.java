package org.gatepost.signature.internal.method.jwt;

import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.key.PrivateKeys;
import org.gatepost.signature.internal.key.PublicKeySignature;
import org.gatepost.signature.internal.key.PublicKeys;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.key.SecretKeys;
import org.jspecify.annotations.Nullable;

/** A key for JSON Web Tokens and its one algorithm (RFC 7518, section 3, RFC 8037). Thread-safe. */
final class JwtKey {
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
  private final @Nullable PrivateKey own;

  /**
   * The key that a secret stands for.
   *
   * @param signs whether it is to sign, and else to verify
   * @throws IllegalArgumentException if the secret is not written as the scheme's are
   */
  JwtKey(SecretForm form, Secret secret, boolean signs) {
    this.label = secret.label();
    this.algorithm = form.algorithm();
    if (algorithm.kind() == Algorithm.Kind.MAC) {
      if (SecretText.of(secret).contains("-----BEGIN")) {
        // Whoever knows the public key could sign (RFC 8725, section 2.1).
        throw new IllegalArgumentException(
            "secret ["
                + secret.label()
                + "] must not be a public key where the algorithm is "
                + algorithm.schemeName());
      }
      shared = new MacPool(algorithm, SecretKeys.key(form, secret));
      open = null;
      own = null;
    } else {
      shared = null;
      open = signs ? null : PublicKeys.key(form, secret);
      own = signs ? PrivateKeys.key(form, secret) : null;
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

  /** What a token must call the algorithm that it is signed with. */
  String algorithm() {
    return String.valueOf(nameOf(algorithm));
  }

  String label() {
    return label;
  }

  /** Whether this key made the signature. */
  boolean verifies(byte[] signed, byte[] signature) {
    return open == null
        ? MessageDigest.isEqual(sign(signed), signature)
        : PublicKeySignature.verifies(algorithm, open, signed, signature);
  }

  /**
   * The signature of some bytes.
   *
   * @throws IllegalArgumentException if this is a public key
   */
  byte[] sign(byte[] content) {
    if (own != null) {
      return PublicKeySignature.sign(algorithm, own, content, true);
    }
    if (shared == null) {
      throw new IllegalArgumentException(
          "secret [" + label + "] is a public key, which cannot sign");
    }
    return shared.compute(content);
  }
}
