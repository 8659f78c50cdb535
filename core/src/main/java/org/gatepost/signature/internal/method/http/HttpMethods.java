package org.gatepost.signature.internal.method.http;

import java.security.PrivateKey;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.key.PrivateKeys;
import org.gatepost.signature.internal.key.PublicKeySignature;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.method.SigningMethod;

/** The signing methods that sign parts of the HTTP message. */
public final class HttpMethods {
  /** The standard, and the draft before it. */
  public static final List<SigningMethod> ALL =
      List.of(new HttpMessageMethod(), new DraftCavageMethod());

  private HttpMethods() {}

  /**
   * What signs with a secret of a scheme.
   *
   * @throws IllegalArgumentException if the secret is a public key, or not written as the scheme's
   *     are; the message names its label only
   */
  static UnaryOperator<byte[]> signing(SecretForm form, Secret secret) {
    if (form.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY) {
      PrivateKey key = PrivateKeys.key(form, secret);
      return message -> PublicKeySignature.sign(form.algorithm(), key, message, true);
    }
    return new MacPool(form.algorithm(), SecretKeys.key(form, secret))::compute;
  }
}
