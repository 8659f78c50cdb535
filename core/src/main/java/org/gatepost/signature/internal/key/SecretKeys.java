package org.gatepost.signature.internal.key;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.internal.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Turns secrets, as senders show them, into keys. */
public final class SecretKeys {
  private SecretKeys() {}

  /**
   * The key that a secret stands for.
   *
   * @throws IllegalArgumentException if the secret is not written so
   */
  @SuppressForbidden("Of the configuration, and not of requests.")
  public static byte[] key(SecretForm form, Secret secret) {
    String text = SecretText.of(secret);
    for (String prefix : form.prefix().split(" or ", -1)) {
      if (text.startsWith(prefix)) {
        text = text.substring(prefix.length());
        break;
      }
    }
    byte[] key = decode(form.encoding(), text);
    if (key == null || key.length == 0) {
      throw new IllegalArgumentException(
          "secret [" + secret.label() + "] must be written as " + form.encoding().schemeName());
    }
    return key;
  }

  /**
   * Refuses a secret of others with which nobody can sign here.
   *
   * @throws IllegalArgumentException if it is a public key
   */
  public static void requireShared(SecretForm form, Secret secret) {
    if (form.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY) {
      throw cannotSign(secret);
    }
  }

  /** What is thrown where only the sender can sign. */
  public static IllegalArgumentException cannotSign(Secret secret) {
    return new IllegalArgumentException(
        "secret [" + secret.label() + "] is a public key, which cannot sign");
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
