package org.gatepost.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;

/** Checks signatures that the sender makes with a private key of its own. Thread-safe. */
final class PublicKeyCheck implements KeyCheck {
  private final SchemeDefinition scheme;
  private final PublicKey key;

  PublicKeyCheck(SchemeDefinition scheme, PublicKey key) {
    this.scheme = scheme;
    this.key = key;
  }

  @Override
  public boolean matches(Values values, List<byte[]> candidates) throws RefusedException {
    for (SignedContent.Text text : values.signedTexts()) {
      for (byte[] candidate : candidates) {
        if (matches(text, values, candidate)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean matches(SignedContent.Text text, Values values, byte[] candidate)
      throws RefusedException {
    try {
      Algorithm algorithm = scheme.algorithm();
      Signature signature = start(algorithm, algorithm.jcaName(), key);
      text.writeTo(bytes -> update(signature, bytes), values, new byte[0]);
      return signature.verify(candidate);
    } catch (SignatureException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      // The key fitted the algorithm when the verifier was made.
      throw new IllegalStateException(e);
    }
  }

  /** A verification with a key that fits the algorithm, before what is signed is fed to it. */
  static Signature start(Algorithm algorithm, String jcaName, PublicKey key)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(jcaName);
    if (algorithm == Algorithm.RSA_PSS_SHA256) {
      signature.setParameter(pss("SHA-256", MGF1ParameterSpec.SHA256, 32));
    } else if (algorithm == Algorithm.RSA_PSS_SHA512) {
      signature.setParameter(pss("SHA-512", MGF1ParameterSpec.SHA512, 64));
    }
    signature.initVerify(key);
    return signature;
  }

  private static PSSParameterSpec pss(String digest, MGF1ParameterSpec mask, int saltInBytes) {
    return new PSSParameterSpec(digest, "MGF1", mask, saltInBytes, 1);
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
