package org.gatepost.signature.internal.method.http;

import java.security.PrivateKey;
import java.util.function.UnaryOperator;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.key.PrivateKeys;
import org.gatepost.signature.internal.key.PublicKeySignature;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.key.SecretKeys;

/** Makes the signatures of messages. */
final class MessageSigning {
  private MessageSigning() {}

  /**
   * What signs with a secret of a scheme.
   *
   * @throws IllegalArgumentException if the secret is a public key, or not written as the scheme's
   *     are; the message names its label only
   */
  static UnaryOperator<byte[]> with(SecretForm form, Secret secret) {
    if (form.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY) {
      PrivateKey key = PrivateKeys.key(form, secret);
      return message -> PublicKeySignature.sign(form.algorithm(), key, message, true);
    }
    return new MacPool(form.algorithm(), SecretKeys.key(form, secret))::compute;
  }
}
