package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Turns secrets, as senders show them, into keys. */
final class SecretKeys {
  private SecretKeys() {}

  /**
   * The key that a secret stands for.
   *
   * @throws IllegalArgumentException if the secret is not written as the scheme's are
   */
  @SuppressForbidden("Of the configuration, and not of requests.")
  static byte[] key(SchemeDefinition scheme, Secret secret) {
    String text = secret.text();
    for (String prefix : scheme.secretPrefix().split(" or ", -1)) {
      if (text.startsWith(prefix)) {
        text = text.substring(prefix.length());
        break;
      }
    }
    byte[] key = decode(scheme.secretEncoding(), text);
    if (key == null || key.length == 0) {
      throw new IllegalArgumentException(
          "secret ["
              + secret.label()
              + "] must be written as "
              + scheme.secretEncoding().schemeName());
    }
    return key;
  }

  private static byte @Nullable [] decode(Encoding encoding, String text) {
    if (encoding != Encoding.BASE64) {
      return encoding.decode(text);
    }
    // Senders show secrets with and without padding; here leniency forges nothing.
    try {
      return Base64.getDecoder().decode(text.strip().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
