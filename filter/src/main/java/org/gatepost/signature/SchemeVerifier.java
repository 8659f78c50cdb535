package org.gatepost.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies what a {@link SchemeDefinition} describes. Thread-safe. */
final class SchemeVerifier implements Verifier {
  private final SchemeDefinition scheme;
  private final Authentication authentication;
  private final HandshakeAnswers handshakes;

  SchemeVerifier(SchemeDefinition scheme, List<Secret> secrets, @Nullable Secret handshakeToken) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one secret");
    }
    this.scheme = scheme;
    this.authentication = Authentication.of(scheme, secrets);
    this.handshakes = new HandshakeAnswers(scheme, secrets, handshakeToken);
  }

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    try {
      Values values = new Values(scheme, request);
      if (scheme.handshake().isUnsigned(request.method())) {
        Handshake handshake = handshake(values);
        if (handshake != null) {
          return handshake;
        }
        if (!scheme.methods().contains(request.method())) {
          // The method is let in for handshakes alone: a signature makes no delivery of it.
          throw new RefusedException(Refusal.Reason.MISSING, "the request is no handshake");
        }
      }
      for (Requirement requirement : scheme.requirements()) {
        requirement.check(values);
      }
      Authentication.Proof proof = authentication.authenticate(values);
      requireFresh(proof.signedAt(), now);
      String answer = handshakes.toSigned(values, proof.secretLabel());
      return Verified.of(scheme, request, values, proof, answer);
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  private @Nullable Handshake handshake(Values values) throws RefusedException {
    String coded = authentication.handshakeAnswer(values);
    String answer = coded != null ? coded : handshakes.toUnsigned(values);
    return answer == null
        ? null
        : new Handshake(answer, scheme.handshake().contentType().mediaType());
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
