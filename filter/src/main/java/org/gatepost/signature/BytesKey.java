package org.gatepost.signature;

import java.security.MessageDigest;

/** A key that both sides have, for bytes that code puts together. Thread-safe. */
interface BytesKey {

  /** The signature of the bytes. */
  byte[] sign(byte[] content);

  /**
   * The key that a secret of a scheme stands for: of an HMAC, or behind the content of a plain
   * digest.
   *
   * @throws IllegalArgumentException if the secret is not written as the scheme's are, or the
   *     algorithm is of another kind; the message names the secret's label only
   */
  static BytesKey of(SchemeDefinition scheme, Secret secret) {
    byte[] key = SecretKeys.key(scheme, secret);
    return switch (scheme.algorithm().kind()) {
      case MAC -> new MacPool(scheme.algorithm(), key)::compute;
      case DIGEST ->
          content -> {
            MessageDigest digest = Digests.of(scheme.algorithm().jcaName());
            digest.update(content);
            return digest.digest(key);
          };
      case TOKEN, PUBLIC_KEY ->
          throw new IllegalArgumentException(
              "secret [" + secret.label() + "] makes no signature with this algorithm");
    };
  }
}
