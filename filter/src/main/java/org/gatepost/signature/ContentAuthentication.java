package org.gatepost.signature;

import java.util.ArrayList;
import java.util.List;

/** Authenticates what is known as a scheme's {@link SignedContent}. Thread-safe. */
final class ContentAuthentication implements Authentication {

  /** A secret's label, and its key ready for use. */
  private record Key(String label, KeyCheck check) {}

  private final SchemeDefinition scheme;
  private final List<Key> keys = new ArrayList<>();

  ContentAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    this.scheme = scheme;
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), KeyCheck.of(scheme, secret)));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    List<byte[]> candidates = values.signature().candidates();
    for (Key key : keys) {
      if (key.check().matches(values, candidates)) {
        return new Proof(key.label(), values.signedAt());
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of "
            + keys.size()
            + " secrets makes the signature in "
            + scheme.signature().placeNames());
  }
}
