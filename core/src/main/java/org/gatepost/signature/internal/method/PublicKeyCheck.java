package org.gatepost.signature.internal.method;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.PublicKeySignature;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Values;

/** Checks signatures that the sender makes with a private key of its own. Thread-safe. */
final class PublicKeyCheck implements KeyCheck {
  private final Algorithm algorithm;
  private final PublicKey key;

  PublicKeyCheck(Algorithm algorithm, PublicKey key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  @Override
  public boolean matches(Values values, List<byte[]> candidates) throws RefusedException {
    for (SignedContent.Text text : values.signedTexts()) {
      for (byte[] candidate : candidates) {
        if (matches(text, values, candidate)) {
          values.signed(text);
          return true;
        }
      }
    }
    return false;
  }

  private boolean matches(SignedContent.Text text, Values values, byte[] candidate)
      throws RefusedException {
    try {
      Signature signature = PublicKeySignature.start(algorithm, key);
      text.writeTo(bytes -> update(signature, bytes), values, new byte[0]);
      return signature.verify(candidate);
    } catch (SignatureException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      // The key fitted the algorithm when the verifier was made.
      throw new IllegalStateException(e);
    }
  }

  private static void update(Signature signature, byte[] bytes) {
    try {
      signature.update(bytes);
    } catch (SignatureException e) {
      // Thrown only before initVerify.
      throw new IllegalStateException(e);
    }
  }
}
