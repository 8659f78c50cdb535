package org.gatepost.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells whether a signature of some bytes was made with one certain key. Thread-safe. */
interface MessageKey {

  /** Whether the signature is right; what is no signature at all is not. */
  boolean verifies(byte[] message, byte[] signature);

  /**
   * The key of a secret, with the algorithms as in RFC 9421, section 3.3: ECDSA signatures are r
   * and s side by side, not DER.
   *
   * @throws IllegalArgumentException if the secret is not written as the scheme's are; the message
   *     names its label only
   */
  static MessageKey of(SchemeDefinition scheme, Secret secret) {
    Algorithm algorithm = scheme.algorithm();
    if (algorithm.kind() == Algorithm.Kind.PUBLIC_KEY) {
      PublicKey key = PublicKeys.key(scheme, secret);
      return (message, signature) -> verifies(algorithm, key, message, signature);
    }
    byte[] key = SecretKeys.key(scheme, secret);
    return (message, signature) -> MessageDigest.isEqual(mac(algorithm, key, message), signature);
  }

  /** The HMAC of a message (RFC 2104). */
  static byte[] mac(Algorithm algorithm, byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm.jcaName());
      mac.init(new SecretKeySpec(key, algorithm.jcaName()));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no " + algorithm.jcaName() + " on this Java platform", e);
    }
  }

  private static boolean verifies(
      Algorithm algorithm, PublicKey key, byte[] message, byte[] candidate) {
    try {
      Signature signature =
          Signature.getInstance(
              algorithm == Algorithm.ECDSA_P256_SHA256
                  ? "SHA256withECDSAinP1363Format"
                  : algorithm.jcaName());
      if (algorithm == Algorithm.RSA_PSS_SHA512) {
        signature.setParameter(
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
      }
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(candidate);
    } catch (SignatureException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      // The key fitted the algorithm when the verifier was made.
      throw new IllegalStateException(e);
    }
  }
}
