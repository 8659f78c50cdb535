package org.gatepost.signature;

import java.util.List;

/** Authenticates what is known as a scheme's {@link SignedContent}. Thread-safe. */
final class ContentAuthentication implements Authentication {

  /** A secret's label, and its key ready for use. */
  private record Key(String label, KeyCheck check) {}

  private final Key[] keys;
  // The same for every forgery, and without a stack trace: whoever sends many makes none anew.
  private final RefusedException mismatch;

  ContentAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    keys =
        secrets.stream()
            .map(secret -> new Key(secret.label(), check(scheme.secretForm(), secret)))
            .toArray(Key[]::new);
    mismatch =
        new RefusedException(
            Refusal.Reason.MISMATCH,
            "none of "
                + keys.length
                + " secrets makes the signature in "
                + scheme.signature().placeNames());
  }

  private static KeyCheck check(SecretForm form, Secret secret) {
    return form.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY
        ? new PublicKeyCheck(form.algorithm(), PublicKeys.key(form, secret))
        : SharedKey.of(form, secret);
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
