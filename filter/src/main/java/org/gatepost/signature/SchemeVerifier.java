package org.gatepost.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies what a {@link SchemeDefinition} describes. Thread-safe. */
final class SchemeVerifier implements Verifier {
  private final SchemeDefinition scheme;
  private final Authentication authentication;

  SchemeVerifier(SchemeDefinition scheme, List<Secret> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one secret");
    }
    if (scheme.content().covers(new Reference.WebhookId()) && scheme.webhookId().isBlank()) {
      // Only here, since a preset cannot know it.
      throw new InvalidSchemeException(
          "webhook-id", "must be given: the id that the sender shows for this webhook");
    }
    this.scheme = scheme;
    this.authentication = Authentication.of(scheme, secrets);
  }

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    try {
      Values values = new Values(scheme, request);
      for (Requirement requirement : scheme.requirements()) {
        requirement.check(values);
      }
      Authentication.Proof proof = authentication.authenticate(values);
      requireFresh(proof.signedAt(), now);
      requireInForce(proof, now);
      return Verified.of(scheme, request, values, proof);
    } catch (RefusedException e) {
      return e.refusal();
    }
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

  /** The tolerance allows for clocks that differ; it does not prolong what has none. */
  private void requireInForce(Authentication.Proof proof, Instant now) throws RefusedException {
    Duration leeway = scheme.tolerance() == null ? Duration.ZERO : scheme.tolerance();
    // RFC 7519, sections 4.1.4 and 4.1.5: at the moment of expiry it has expired, at the moment
    // from which on it holds it does.
    if (proof.expires() != null && !now.minus(leeway).isBefore(proof.expires())) {
      throw new RefusedException(Refusal.Reason.STALE, "the token expired " + proof.expires());
    }
    if (proof.notBefore() != null && now.plus(leeway).isBefore(proof.notBefore())) {
      throw new RefusedException(
          Refusal.Reason.FUTURE, "the token does not hold before " + proof.notBefore());
    }
  }
}
