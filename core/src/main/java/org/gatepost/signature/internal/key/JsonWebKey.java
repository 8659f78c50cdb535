package org.gatepost.signature.internal.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;

/**
 * A public or private key as a JSON Web Key (RFC 7517; RFC 7518, section 6): RSA, on the curve
 * P-256, or Ed25519 (RFC 8037).
 */
final class JsonWebKey {
  private static final List<JsonPointer> POINTERS =
      List.of(
          pointer("kty"),
          pointer("crv"),
          pointer("x"),
          pointer("y"),
          pointer("n"),
          pointer("e"),
          pointer("d"));

  private final JsonFields fields;

  private JsonWebKey(JsonFields fields) {
    this.fields = fields;
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if the text is no such key
   * @throws GeneralSecurityException if its numbers make none
   */
  static PublicKey read(String json) throws GeneralSecurityException {
    JsonWebKey key =
        new JsonWebKey(JsonFields.read(json.getBytes(StandardCharsets.UTF_8), POINTERS));
    return switch (key.text("kty")) {
      case "RSA" ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.number("n"), key.number("e")));
      case "EC" ->
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(key.point(key.curve()), key.curve()));
      // An x of another length, or of another curve, is no key of this algorithm.
      case "OKP" -> PublicKeys.encoded(Algorithm.ED25519, key.bytes("x"));
      default -> throw new IllegalArgumentException("kty must be RSA, EC or OKP");
    };
  }

  /**
   * Reads a private key.
   *
   * @throws IllegalArgumentException if the text is no such key
   * @throws GeneralSecurityException if its numbers make none
   */
  static PrivateKey readPrivate(String json) throws GeneralSecurityException {
    JsonWebKey key =
        new JsonWebKey(JsonFields.read(json.getBytes(StandardCharsets.UTF_8), POINTERS));
    return switch (key.text("kty")) {
      case "RSA" ->
          KeyFactory.getInstance("RSA")
              .generatePrivate(new RSAPrivateKeySpec(key.number("n"), key.number("d")));
      case "EC" ->
          KeyFactory.getInstance("EC")
              .generatePrivate(new ECPrivateKeySpec(key.number("d"), key.curve()));
      case "OKP" ->
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(PrivateKeys.ed25519(key.bytes("d"))));
      default -> throw new IllegalArgumentException("kty must be RSA, EC or OKP");
    };
  }

  private ECParameterSpec curve() throws GeneralSecurityException {
    if (!text("crv").equals("P-256")) {
      throw new IllegalArgumentException("crv must be P-256");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private ECPoint point(ECParameterSpec curve) {
    BigInteger x = number("x");
    BigInteger y = number("y");
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB());
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.pow(2).mod(p).equals(right.mod(p))) {
      throw new IllegalArgumentException("x and y must be a point on the curve");
    }
    return new ECPoint(x, y);
  }

  private BigInteger number(String name) {
    return new BigInteger(1, bytes(name));
  }

  private byte[] bytes(String name) {
    byte[] bytes = Encoding.BASE64URL.decode(text(name));
    if (bytes == null || bytes.length == 0) {
      throw new IllegalArgumentException(name + " must be base64url");
    }
    return bytes;
  }

  private String text(String name) {
    String text = fields.value(pointer(name));
    if (text == null || fields.isAmbiguous(pointer(name))) {
      throw new IllegalArgumentException(name + " must be there once");
    }
    return text;
  }

  private static JsonPointer pointer(String name) {
    return new JsonPointer(List.of(name));
  }
}
