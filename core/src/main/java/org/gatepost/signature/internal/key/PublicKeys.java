package org.gatepost.signature.internal.key;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;

/** Reads public keys as senders publish them. */
@SuppressForbidden("Of the configuration, not of requests.")
public final class PublicKeys {
  static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  // SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410, section 4).
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  // The AlgorithmIdentifier rsaEncryption (RFC 8017, appendix A.1).
  private static final byte[] RSA_ENCRYPTION =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;
  private static final int ED25519_KEY_IN_BYTES = 32;
  private static final int P256_FIELD_IN_BITS = 256;

  private PublicKeys() {}

  /**
   * The public key that a secret holds: PEM (a certificate, RFC 7468, section 13, or an
   * RSAPublicKey), a JSON Web Key, or in the scheme's secret-encoding its SubjectPublicKeyInfo or,
   * for Ed25519, the 32 bytes alone.
   *
   * @throws IllegalArgumentException if it is none, or one of another algorithm; the message names
   *     its label only
   */
  public static PublicKey key(SecretForm form, Secret secret) {
    Algorithm algorithm = form.algorithm();
    try {
      Matcher pem = PEM.matcher(SecretText.of(secret));
      PublicKey key;
      if (pem.find()) {
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        key =
            switch (pem.group(1)) {
              case "CERTIFICATE" -> certified(der);
              case "RSA PUBLIC KEY" -> encoded(algorithm, rsaInfo(der));
              default -> encoded(algorithm, der);
            };
      } else if (SecretText.of(secret).stripLeading().startsWith("{")) {
        key = JsonWebKey.read(SecretText.of(secret));
      } else {
        key = encoded(algorithm, SecretKeys.key(form, secret));
      }
      if (key instanceof ECPublicKey ec
          && ec.getParams().getCurve().getField().getFieldSize() != P256_FIELD_IN_BITS) {
        throw new IllegalArgumentException("not on the curve P-256");
      }
      Signature.getInstance(algorithm.jcaName()).initVerify(key);
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "secret ["
              + secret.label()
              + "] must be a public key for "
              + algorithm.schemeName()
              + ", as PEM or "
              + form.encoding().schemeName(),
          e);
    }
  }

  private static PublicKey certified(byte[] der) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der))
        .getPublicKey();
  }

  static PublicKey encoded(Algorithm algorithm, byte[] key) throws GeneralSecurityException {
    byte[] der = key;
    if (algorithm == Algorithm.ED25519 && key.length == ED25519_KEY_IN_BYTES) {
      der = new byte[ED25519_PREFIX.length + key.length];
      System.arraycopy(ED25519_PREFIX, 0, der, 0, ED25519_PREFIX.length);
      System.arraycopy(key, 0, der, ED25519_PREFIX.length, key.length);
    }
    return KeyFactory.getInstance(family(algorithm)).generatePublic(new X509EncodedKeySpec(der));
  }

  /**
   * The SubjectPublicKeyInfo of an RSAPublicKey (RFC 8017, appendix A.1.1), for which the JDK has
   * no reader.
   */
  private static byte[] rsaInfo(byte[] key) {
    return tagged(SEQUENCE, RSA_ENCRYPTION, tagged(BIT_STRING, new byte[1], key));
  }

  private static byte[] tagged(int tag, byte[] first, byte[] second) {
    int length = first.length + second.length;
    // A length in two bytes: keys are from 256 bytes to 64 KiB long.
    return ByteBuffer.allocate(4 + length)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) length)
        .put(first)
        .put(second)
        .array();
  }

  static String family(Algorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> "Ed25519";
      case ECDSA_P256_SHA256 -> "EC";
      default -> "RSA";
    };
  }
}
