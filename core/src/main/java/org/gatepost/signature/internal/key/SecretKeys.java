package org.gatepost.signature.internal.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SecretText;
import org.gatepost.signature.internal.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Turns secrets, as senders show them, into keys. */
public final class SecretKeys {
  private SecretKeys() {}

  /**
   * The key that a secret stands for, or the likeliest of several.
   *
   * @throws IllegalArgumentException if the secret is not written so
   */
  public static byte[] key(SecretForm form, Secret secret) {
    return all(form, secret).get(0);
  }

  /**
   * The keys that a secret may stand for, most likely first: one, unless the form says that its
   * whole text is another one.
   *
   * @throws IllegalArgumentException if the secret is not written so
   */
  public static List<byte[]> all(SecretForm form, Secret secret) {
    String text = SecretText.of(secret);
    String prefix = prefix(form, text);
    List<byte[]> keys = new ArrayList<>();
    // Where the whole text may be a key, any word could pass for base64.
    if (prefix != null || form.text() == null) {
      byte[] key = decode(form.encoding(), prefix == null ? text : text.substring(prefix.length()));
      if (key != null && key.length > 0) {
        keys.add(key);
      }
    }
    if (form.text() != null && form.text().newEncoder().canEncode(text)) {
      byte[] whole = text.getBytes(form.text());
      if (keys.isEmpty() || !Arrays.equals(keys.get(0), whole)) {
        keys.add(whole);
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "secret [" + secret.label() + "] must be written as " + form.encoding().schemeName());
    }
    return keys;
  }

  /** The first of the form's prefixes that a text begins with, perhaps the empty one, or null. */
  @SuppressForbidden("Of the configuration, and not of requests.")
  private static @Nullable String prefix(SecretForm form, String text) {
    for (String prefix : form.prefix().split(" or ", -1)) {
      if (text.startsWith(prefix)) {
        return prefix;
      }
    }
    return null;
  }

  /**
   * The secrets that one text holds, each under its label.
   *
   * @param separator what stands between them, or empty if there is one
   * @throws IllegalArgumentException if one is empty
   */
  public static List<Secret> separated(Secret secret, String separator) {
    String text = SecretText.of(secret);
    if (separator.isEmpty() || !text.contains(separator)) {
      return List.of(secret);
    }
    List<Secret> secrets = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      secrets.add(Secret.of(secret.label(), text.substring(start, end)));
      start = end + separator.length();
    }
    secrets.add(Secret.of(secret.label(), text.substring(start)));
    return secrets;
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
