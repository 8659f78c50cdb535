package org.gatepost.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;

/** The keys of a scheme, for code that knows itself which bytes are signed. Thread-safe. */
final class MessageKeys {

  private interface Check {
    boolean matches(byte[] message, byte[] signature);
  }

  /** A secret's label, and its key ready for use. */
  private record Key(String label, Check check) {}

  private final List<Key> keys = new ArrayList<>();

  /**
   * The keys of some secrets.
   *
   * @throws IllegalArgumentException if a secret is not written as the scheme's are; the message
   *     names its label only
   */
  MessageKeys(SchemeDefinition scheme, List<Secret> secrets) {
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), check(scheme, secret)));
    }
  }

  /**
   * The label of the secret that signed a message.
   *
   * @throws RefusedException if none did
   */
  String labelOf(byte[] message, byte[] signature) throws RefusedException {
    for (Key key : keys) {
      if (key.check().matches(message, signature)) {
        return key.label();
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature of what it covers");
  }

  private static Check check(SchemeDefinition scheme, Secret secret) {
    Algorithm algorithm = scheme.algorithm();
    if (algorithm.kind() == Algorithm.Kind.PUBLIC_KEY) {
      PublicKey key = PublicKeys.key(scheme, secret);
      return (message, signature) -> isSigned(algorithm, key, message, signature);
    }
    MacPool macs = new MacPool(algorithm, SecretKeys.key(scheme, secret));
    return (message, signature) -> MessageDigest.isEqual(macs.compute(message), signature);
  }

  private static boolean isSigned(
      Algorithm algorithm, PublicKey key, byte[] message, byte[] candidate) {
    try {
      // RFC 9421, section 3.3.4, has r and s side by side, not in DER.
      boolean ecdsa = algorithm == Algorithm.ECDSA_P256_SHA256;
      Signature signature =
          PublicKeyCheck.start(
              algorithm, ecdsa ? "SHA256withECDSAinP1363Format" : algorithm.jcaName(), key);
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
