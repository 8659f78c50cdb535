package org.gatepost.signature.internal.method;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.MacPool;
import org.gatepost.signature.internal.key.PublicKeySignature;
import org.gatepost.signature.internal.key.PublicKeys;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.key.SecretKeys;

/** The keys of a scheme, for code that knows itself which bytes are signed. Thread-safe. */
public final class MessageKeys {

  private interface Check {
    boolean matches(byte[] message, byte[] signature);
  }

  /** A secret's label, and its key ready for use. */
  private record Key(String label, Check check) {}

  private final List<Key> keys = new ArrayList<>();

  /**
   * The keys of some secrets.
   *
   * @throws IllegalArgumentException if a secret is not written as the scheme's are; the message
   *     names its label only
   */
  public MessageKeys(SecretForm form, List<Secret> secrets) {
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), check(form, secret)));
    }
  }

  /**
   * The label of the secret that signed a message.
   *
   * @throws RefusedException if none did
   */
  public String labelOf(byte[] message, byte[] signature) throws RefusedException {
    for (Key key : keys) {
      if (key.check().matches(message, signature)) {
        return key.label();
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature of what it covers");
  }

  private static Check check(SecretForm form, Secret secret) {
    Algorithm algorithm = form.algorithm();
    if (algorithm.kind() == Algorithm.Kind.PUBLIC_KEY) {
      PublicKey key = PublicKeys.key(form, secret);
      return (message, signature) ->
          PublicKeySignature.verifies(algorithm, key, message, signature);
    }
    MacPool macs = new MacPool(algorithm, SecretKeys.key(form, secret));
    return (message, signature) -> MessageDigest.isEqual(macs.compute(message), signature);
  }
}
