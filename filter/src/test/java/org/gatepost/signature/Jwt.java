package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;

/** JSON Web Tokens written a second time, with nothing of the main code: what tests sign with. */
final class Jwt {
  private Jwt() {}

  static String hs256(String secret, String claims) {
    return signed(
        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
        claims,
        content -> Hmac.sha256(utf8(secret), content));
  }

  static String hs256(String header, String secret, String claims) {
    return signed(header, claims, content -> Hmac.sha256(utf8(secret), content));
  }

  static String signed(String alg, String jcaName, PrivateKey key, String claims) {
    return signed(
        "{\"alg\":\"" + alg + "\",\"kid\":\"k1\"}",
        claims,
        content -> {
          try {
            Signature signature = Signature.getInstance(jcaName);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        });
  }

  interface Maker {
    byte[] sign(byte[] content);
  }

  static String signed(String header, String claims, Maker maker) {
    String content = part(utf8(header)) + "." + part(utf8(claims));
    return content + "." + part(maker.sign(utf8(content)));
  }

  static KeyPair keys(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (size > 0) {
        generator.initialize(size);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static Secret pem(KeyPair keys) {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Secret.of(
        "pem", "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String sha256Hex(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
