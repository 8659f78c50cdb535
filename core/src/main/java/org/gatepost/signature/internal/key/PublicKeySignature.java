package org.gatepost.signature.internal.key;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;

/** Signatures that are made with a private key and verified with the public one. */
public final class PublicKeySignature {
  private static final String P256_SIDE_BY_SIDE = "SHA256withECDSAinP1363Format";
  private static final int P256_SIGNATURE_IN_BYTES = 64;

  private PublicKeySignature() {}

  /**
   * Whether a key made the signature of a message; that of ECDSA is its two numbers side by side
   * (RFC 7518, section 3.4, and RFC 9421, section 3.3.4), not in DER as elsewhere.
   *
   * @param key a key that fits the algorithm
   */
  public static boolean verifies(
      Algorithm algorithm, PublicKey key, byte[] message, byte[] candidate) {
    boolean ecdsa = algorithm == Algorithm.ECDSA_P256_SHA256;
    if (ecdsa && !isPairOfNumbers(candidate)) {
      return false;
    }
    try {
      Signature signature = start(algorithm, ecdsa ? P256_SIDE_BY_SIDE : algorithm.jcaName(), key);
      return verifies(signature, message, candidate);
    } catch (GeneralSecurityException e) {
      // The key fitted the algorithm when it was read.
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether a key made the signature of a message; it did not if it does not fit the algorithm.
   *
   * @param jcaName the name of an algorithm without parameters
   */
  public static boolean verifies(String jcaName, PublicKey key, byte[] message, byte[] candidate) {
    try {
      Signature signature = Signature.getInstance(jcaName);
      signature.initVerify(key);
      return verifies(signature, message, candidate);
    } catch (GeneralSecurityException doesNotFit) {
      return false;
    }
  }

  private static boolean verifies(Signature signature, byte[] message, byte[] candidate) {
    try {
      signature.update(message);
      return signature.verify(candidate);
    } catch (SignatureException notASignature) {
      return false;
    }
  }

  /**
   * A verification with a key that fits the algorithm, before what is signed is fed to it.
   *
   * @throws GeneralSecurityException if the platform lacks the algorithm, or the key does not fit
   */
  public static Signature start(Algorithm algorithm, PublicKey key)
      throws GeneralSecurityException {
    return start(algorithm, algorithm.jcaName(), key);
  }

  private static Signature start(Algorithm algorithm, String jcaName, PublicKey key)
      throws GeneralSecurityException {
    Signature signature = instance(algorithm, jcaName);
    signature.initVerify(key);
    return signature;
  }

  /**
   * The signature of a message.
   *
   * @param key a key that fits the algorithm
   * @param sideBySide whether that of ECDSA is its two numbers side by side, not in DER
   */
  public static byte[] sign(
      Algorithm algorithm, PrivateKey key, byte[] message, boolean sideBySide) {
    boolean pair = sideBySide && algorithm == Algorithm.ECDSA_P256_SHA256;
    try {
      Signature signature = instance(algorithm, pair ? P256_SIDE_BY_SIDE : algorithm.jcaName());
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the private key does not fit " + algorithm.schemeName(), e);
    }
  }

  private static Signature instance(Algorithm algorithm, String jcaName)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(jcaName);
    if (algorithm == Algorithm.RSA_PSS_SHA256) {
      signature.setParameter(pss("SHA-256", MGF1ParameterSpec.SHA256, 32));
    } else if (algorithm == Algorithm.RSA_PSS_SHA512) {
      signature.setParameter(pss("SHA-512", MGF1ParameterSpec.SHA512, 64));
    }
    return signature;
  }

  private static PSSParameterSpec pss(String digest, MGF1ParameterSpec mask, int saltInBytes) {
    return new PSSParameterSpec(digest, "MGF1", mask, saltInBytes, 1);
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
