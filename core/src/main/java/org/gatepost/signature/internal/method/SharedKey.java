package org.gatepost.signature.internal.method;

import java.security.MessageDigest;
import java.util.List;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Values;

/** A key that both sides have: what it makes of a request is what the sender made. Thread-safe. */
interface SharedKey extends KeyCheck {

  /**
   * The signature of a text.
   *
   * @throws RefusedException if a value that is signed is missing or malformed
   */
  byte[] sign(SignedContent.Text text, Values values) throws RefusedException;

  @Override
  default boolean matches(Values values, List<byte[]> candidates) throws RefusedException {
    List<SignedContent.Text> texts = values.signedTexts();
    boolean matches = false;
    // Which of the texts was signed is no secret: behind it there is nothing to look for.
    for (int i = 0; i < texts.size() && !matches; i++) {
      byte[] expected = sign(texts.get(i), values);
      for (int c = 0; c < candidates.size(); c++) {
        matches |= MessageDigest.isEqual(expected, candidates.get(c));
      }
      if (matches) {
        values.signed(texts.get(i));
      }
    }
    return matches;
  }

  /**
   * The key that a secret of a scheme stands for.
   *
   * @throws IllegalArgumentException if the secret is not written as the scheme's are, or is a
   *     public key; the message names its label only
   */
  static SharedKey of(SecretForm form, Secret secret) {
    SecretKeys.requireShared(form, secret);
    return of(form, SecretKeys.key(form, secret));
  }

  /** Likewise all keys that a secret may stand for. */
  static List<SharedKey> all(SecretForm form, Secret secret) {
    SecretKeys.requireShared(form, secret);
    return SecretKeys.all(form, secret).stream().map(key -> of(form, key)).toList();
  }

  private static SharedKey of(SecretForm form, byte[] key) {
    return switch (form.algorithm().kind()) {
      case MAC -> new MacKey(new MacPool(form.algorithm(), key));
      case DIGEST -> (text, values) -> digest(form.algorithm(), text, values, key);
      case TOKEN -> (text, values) -> key;
      case PUBLIC_KEY -> throw new IllegalStateException("a public key is not shared");
    };
  }

  private static byte[] digest(
      Algorithm algorithm, SignedContent.Text text, Values values, byte[] key)
      throws RefusedException {
    MessageDigest digest = Digests.of(algorithm.jcaName());
    text.writeTo(digest::update, values, key);
    return digest.digest();
  }
}
