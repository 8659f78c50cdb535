package org.gatepost.signature.internal.method;

import java.util.List;
import java.util.stream.Stream;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.key.PublicKeys;
import org.gatepost.signature.internal.key.SecretForm;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Values;

/** Authenticates what is known as a scheme's {@link SignedContent}. Thread-safe. */
public final class ContentAuthentication implements Authentication {

  /** A secret's label, and its key ready for use. */
  private record Key(String label, KeyCheck check) {}

  private final Key[] keys;
  // The same for every forgery, and without a stack trace: whoever sends many makes none anew.
  private final RefusedException mismatch;

  public ContentAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    keys =
        secrets.stream().flatMap(secret -> keys(scheme.secretForm(), secret)).toArray(Key[]::new);
    mismatch =
        new RefusedException(
            Refusal.Reason.MISMATCH,
            "none of "
                + secrets.size()
                + " secrets makes the signature in "
                + scheme.signature().placeNames());
  }

  private static Stream<Key> keys(SecretForm form, Secret secret) {
    return form.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY
        ? Stream.of(
            new Key(
                secret.label(), new PublicKeyCheck(form.algorithm(), PublicKeys.key(form, secret))))
        : SharedKey.all(form, secret).stream().map(key -> new Key(secret.label(), key));
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    List<byte[]> candidates = values.signature().candidates();
    for (Key key : keys) {
      if (key.check().matches(values, candidates)) {
        return new Match(key.label(), values.signedAt());
      }
    }
    throw mismatch;
  }
}
