package org.gatepost.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Authenticates what is signed by a template. Thread-safe. */
final class TemplateAuthentication implements Authentication {

  /** A secret's label, the form in which it signs, and its key ready for use. */
  private record Key(String label, SchemeDefinition form, KeyCheck check) {}

  private final SchemeDefinition scheme;
  private final List<Key> keys = new ArrayList<>();

  TemplateAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    this.scheme = scheme;
    for (Secret secret : secrets) {
      SchemeDefinition form = scheme.formFor(secret);
      keys.add(new Key(secret.label(), form, KeyCheck.of(form, secret)));
    }
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    RefusedException unreadable = null;
    boolean readable = false;
    for (Key key : keys) {
      List<byte[]> candidates;
      try {
        candidates = values.candidates(key.form());
      } catch (RefusedException e) {
        // What is no signature in this key's form may be one in another's.
        unreadable = e;
        continue;
      }
      readable = true;
      if (key.check().matches(values, candidates)) {
        return new Proof(key.label(), signedAt(values));
      }
    }
    if (unreadable != null && !readable) {
      throw unreadable;
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature in " + scheme.signaturePlaces());
  }

  private @Nullable Instant signedAt(Values values) throws RefusedException {
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
