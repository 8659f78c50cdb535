package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 written a second time, with nothing of the main code: what tests sign with. */
final class Hmac {
  private Hmac() {}

  static byte[] sha256(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String hex(String secret, String content) {
    StringBuilder hex = new StringBuilder();
    for (byte b : sha256(utf8(secret), utf8(content))) {
      hex.append("0123456789abcdef".charAt(b >> 4 & 15)).append("0123456789abcdef".charAt(b & 15));
    }
    return hex.toString();
  }

  static String base64(String base64Secret, String content) {
    byte[] key = Base64.getDecoder().decode(base64Secret);
    return Base64.getEncoder().encodeToString(sha256(key, utf8(content)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
