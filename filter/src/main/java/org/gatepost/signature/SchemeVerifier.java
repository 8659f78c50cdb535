package org.gatepost.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies what a {@link SchemeDefinition} describes. Thread-safe. */
final class SchemeVerifier implements Verifier {

  /** A secret's label, and its key ready for use. */
  private record Key(String label, KeyCheck check) {}

  private final SchemeDefinition scheme;
  private final List<Key> keys = new ArrayList<>();

  SchemeVerifier(SchemeDefinition scheme, List<Secret> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one secret");
    }
    this.scheme = scheme;
    for (Secret secret : secrets) {
      keys.add(new Key(secret.label(), KeyCheck.of(scheme, secret)));
    }
  }

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    try {
      Values values = new Values(scheme, request);
      for (Requirement requirement : scheme.requirements()) {
        requirement.check(values);
      }
      String secretLabel = matchingSecret(values);
      Instant signedAt = signedAt(values);
      requireFresh(signedAt, now);
      return Verified.of(scheme, request, values, signedAt, secretLabel);
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  private String matchingSecret(Values values) throws RefusedException {
    List<byte[]> candidates = values.signature().candidates();
    for (Key key : keys) {
      if (key.check().matches(values, candidates)) {
        return key.label();
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH,
        "none of " + keys.size() + " secrets makes the signature in " + scheme.signaturePlaces());
  }

  private @Nullable Instant signedAt(Values values) throws RefusedException {
    if (scheme.time() == null) {
      return null;
    }
    String text = values.required(Reference.TIME);
    Instant time = scheme.timeUnit().parse(text);
    if (time == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          "the time is not " + scheme.timeUnit().description() + TimeUnit.hint(text));
    }
    return time;
  }

  private void requireFresh(@Nullable Instant signedAt, Instant now) throws RefusedException {
    Duration tolerance = scheme.tolerance();
    if (signedAt == null || tolerance == null) {
      return;
    }
    // Compared in the sender's unit, as the senders' own samples do; equality is still fresh.
    Duration age = Duration.between(signedAt, scheme.timeUnit().truncate(now));
    if (age.compareTo(tolerance) > 0) {
      throw new RefusedException(
          Refusal.Reason.STALE, "the signed time is " + age + " old, tolerance is " + tolerance);
    }
    if (age.negated().compareTo(tolerance) > 0) {
      throw new RefusedException(
          Refusal.Reason.FUTURE,
          "the signed time is " + age.negated() + " ahead, tolerance is " + tolerance);
    }
  }
}
