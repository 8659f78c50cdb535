package org.gatepost.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Authenticates what is signed by a template. Thread-safe. */
final class TemplateAuthentication implements Authentication {

  /** A secret's label, and its key ready for use. */
  private record Key(String label, KeyCheck check) {}

  private final SchemeDefinition scheme;
  private final List<Key> keys = new ArrayList<>();

  TemplateAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
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
        return new Proof(key.label(), signedAt(scheme, values));
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature in " + scheme.signaturePlaces());
  }

  /** The signed time, or null if the scheme has none. */
  static @Nullable Instant signedAt(SchemeDefinition scheme, Values values)
      throws RefusedException {
    if (scheme.time() == null) {
      return null;
    }
    Instant time = scheme.timeUnit().parse(values.required(new Reference.Time()));
    if (time == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the time is not " + scheme.timeUnit().description());
    }
    return time;
  }
}
