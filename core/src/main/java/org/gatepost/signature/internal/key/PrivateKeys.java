package org.gatepost.signature.internal.key;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.jspecify.annotations.Nullable;

/** Reads private keys, with which tests sign as a sender does. No verification needs one. */
@SuppressForbidden("Of the configuration, not of requests.")
public final class PrivateKeys {
  // PKCS #8 up to the key itself, less the length of all (RFC 8410, section 7).
  private static final byte[] ED25519_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] VERSION = HexFormat.of().parseHex("020100");
  // The AlgorithmIdentifiers rsaEncryption, and id-ecPublicKey on P-256 (RFC 5480, section 2.1.1).
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] P256 =
      HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int ED25519_SEED_IN_BYTES = 32;
  private static final int ED25519_PAIR_IN_BYTES = 64;
  private static final int P256_FIELD_IN_BITS = 256;
  private static final String STANDARD_WEBHOOKS_PREFIX = "whsk_";

  private PrivateKeys() {}

  /**
   * The private key that a secret holds: PEM (PKCS #8, or the older RSAPrivateKey and
   * ECPrivateKey), a JSON Web Key, or in the scheme's secret-encoding its PKCS #8 or, for Ed25519,
   * its seed with the public key behind, as {@code whsk_} has it.
   *
   * @throws IllegalArgumentException if it is none, or one of another algorithm; the message names
   *     its label only
   */
  public static PrivateKey key(SecretForm form, Secret secret) {
    try {
      PrivateKey key = read(form, secret);
      boolean isOther =
          key instanceof ECPrivateKey ec
              && ec.getParams().getCurve().getField().getFieldSize() != P256_FIELD_IN_BITS;
      if (isOther || !key.getAlgorithm().equals(algorithm(form.algorithm()))) {
        throw cannotSign(form, secret, null);
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw cannotSign(form, secret, e);
    }
  }

  private static PrivateKey read(SecretForm form, Secret secret) throws GeneralSecurityException {
    String text = SecretText.of(secret);
    Matcher pem = PublicKeys.PEM.matcher(text);
    if (pem.find()) {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
      return switch (pem.group(1)) {
        case "PRIVATE KEY" -> encoded(form.algorithm(), der);
        case "RSA PRIVATE KEY" -> encoded(form.algorithm(), wrapped(RSA, der));
        case "EC PRIVATE KEY" -> encoded(form.algorithm(), wrapped(P256, der));
        default -> throw new IllegalArgumentException("not a private key");
      };
    }
    if (text.stripLeading().startsWith("{")) {
      return JsonWebKey.readPrivate(text);
    }
    SecretForm own =
        text.startsWith(STANDARD_WEBHOOKS_PREFIX)
            ? new SecretForm(form.algorithm(), form.encoding(), STANDARD_WEBHOOKS_PREFIX, null)
            : form;
    return encoded(form.algorithm(), SecretKeys.key(own, secret));
  }

  /** A key in PKCS #8 or, of Ed25519, as seed and public key. */
  private static PrivateKey encoded(Algorithm algorithm, byte[] key)
      throws GeneralSecurityException {
    boolean isPair = algorithm == Algorithm.ED25519 && key.length == ED25519_PAIR_IN_BYTES;
    byte[] der = isPair ? ed25519(Arrays.copyOf(key, ED25519_SEED_IN_BYTES)) : key;
    return KeyFactory.getInstance(PublicKeys.family(algorithm))
        .generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  static byte[] ed25519(byte[] seed) {
    return ByteBuffer.allocate(ED25519_PREFIX.length + seed.length)
        .put(ED25519_PREFIX)
        .put(seed)
        .array();
  }

  /** What the JCA calls the keys of an algorithm. */
  private static String algorithm(Algorithm algorithm) {
    return algorithm == Algorithm.ED25519 ? "EdDSA" : PublicKeys.family(algorithm);
  }

  /** PKCS #8 around a key in a form of its own (RFC 5208, section 5). */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, VERSION, algorithm, tagged(OCTET_STRING, key));
  }

  /** Tag, length and content as DER has them (X.690, section 10.1). */
  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream(length + 4);
    all.write(tag);
    if (length > 0xFF) {
      all.write(0x82);
      all.write(length >> 8);
    } else if (length > 0x7F) {
      all.write(0x81);
    }
    all.write(length);
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  private static IllegalArgumentException cannotSign(
      SecretForm form, Secret secret, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "secret ["
            + secret.label()
            + "] is a public key, which cannot sign, or no private key for "
            + form.algorithm().schemeName(),
        cause);
  }
}
