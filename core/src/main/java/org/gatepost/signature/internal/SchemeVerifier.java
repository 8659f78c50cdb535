package org.gatepost.signature.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepost.signature.Handshake;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.Verification;
import org.gatepost.signature.Verified;
import org.gatepost.signature.Verifier;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/** Verifies what a {@link SchemeDefinition} describes. Thread-safe. */
final class SchemeVerifier implements Verifier {
  // A longer body is a delivery, and need not be read for what makes a handshake.
  private static final int MAX_SIGNED_HANDSHAKE_IN_BYTES = 8 * 1024;

  private static final String OF_ALL = ": if this happens to all, this server's clock is ";

  private final SchemeDefinition scheme;
  private final Authentication authentication;
  private final List<HandshakeAnswers> handshakes;
  private final Set<String> handshakeMethods;
  private final Verified.Authority authority;

  SchemeVerifier(
      SchemeDefinition scheme,
      Authentication authentication,
      List<HandshakeAnswers> handshakes,
      Verified.Authority authority) {
    this.authority = authority;
    this.scheme = scheme;
    this.authentication = authentication;
    this.handshakes = handshakes;
    this.handshakeMethods = scheme.handshakes().methods();
  }

  @Override
  public Verification verify(SignedRequest request, Instant now) {
    try {
      return verified(request, now);
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  @Override
  public String hint(SignedRequest request, Instant now) {
    try {
      Verification unused = verified(request, now);
      return "";
    } catch (RefusedException e) {
      return e.hint();
    }
  }

  private Verification verified(SignedRequest request, Instant now) throws RefusedException {
    Values values = new Values(scheme, request, now);
    boolean mayBeUnsigned = handshakeMethods.contains(request.method());
    Handshake unsigned = mayBeUnsigned ? unsignedHandshake(values) : null;
    if (unsigned != null) {
      return unsigned;
    }
    if (mayBeUnsigned && !scheme.requests().methods().contains(request.method())) {
      // The method is let in for handshakes alone: a signature makes no delivery of it.
      throw new RefusedException(Refusal.Reason.MISSING, "the request is no handshake");
    }
    if (!scheme.requirements().isEmpty()) {
      for (Requirement requirement : scheme.requirements()) {
        requirement.check(values);
      }
    }
    Authentication.Proof proof = authentication.authenticate(values);
    if (proof.isTimed() && !isClearlyFresh(proof, now)) {
      // Compared in the sender's unit, as the senders' own samples do.
      Instant current = scheme.timeUnit().truncate(now);
      requireFresh(proof.signedAt(), current);
      requireWithin(proof, current);
    }
    boolean isShort = request.body().length <= MAX_SIGNED_HANDSHAKE_IN_BYTES;
    // By index: of most there are none, and an iterator is one object more.
    for (int i = 0; i < handshakes.size(); i++) {
      Handshake signed = signedHandshake(handshakes.get(i), values, proof, isShort);
      if (signed != null) {
        return signed.confirmedAt(authentication.confirmationUrl(values));
      }
    }
    for (int i = 0; i < handshakes.size(); i++) {
      handshakes.get(i).requireMore(values);
    }
    return new GenuineRequest(authority, values, proof);
  }

  private @Nullable Handshake unsignedHandshake(Values values) throws RefusedException {
    String coded = authentication.handshakeAnswer(values);
    for (HandshakeAnswers kind : handshakes) {
      if (kind.mayBeUnsigned(values.request().method())) {
        Handshake answer =
            coded == null
                ? kind.answer(values, null)
                : new Handshake(
                    coded, kind.contentType(), Map.of(), Optional.empty(), Optional.empty());
        if (answer != null) {
          return answer;
        }
      }
    }
    return null;
  }

  private static @Nullable Handshake signedHandshake(
      HandshakeAnswers kind, Values values, Authentication.Proof proof, boolean isShort)
      throws RefusedException {
    kind.requireAgreement(values, isShort);
    return kind.areSigned() && isShort && !kind.areRuledOut(values)
        ? kind.answer(values, proof.secretLabel())
        : null;
  }

  /**
   * Whether the signed time is all that counts, and nearer than the tolerance by more than what
   * fractions of a second can make up.
   */
  private boolean isClearlyFresh(Authentication.Proof proof, Instant now) {
    Instant signedAt = proof.signedAt();
    Duration tolerance = scheme.tolerance();
    return signedAt != null
        && tolerance != null
        && proof.notBefore() == null
        && proof.expiresAt() == null
        && Math.abs(now.getEpochSecond() - signedAt.getEpochSecond()) < tolerance.toSeconds();
  }

  private void requireFresh(@Nullable Instant signedAt, Instant now) throws RefusedException {
    Duration tolerance = scheme.tolerance();
    if (signedAt == null || tolerance == null) {
      return;
    }
    // Equality is still fresh.
    Duration age = Duration.between(signedAt, now);
    if (age.compareTo(tolerance) > 0) {
      throw new RefusedException(
          Refusal.Reason.STALE,
          "the signed time is " + age + " old, tolerance is " + tolerance + OF_ALL + "fast");
    }
    if (age.isNegative() && age.negated().compareTo(tolerance) > 0) {
      throw new RefusedException(
          Refusal.Reason.FUTURE,
          "the signed time is "
              + age.negated()
              + " ahead, tolerance is "
              + tolerance
              + OF_ALL
              + "slow");
    }
  }

  private static void requireWithin(Authentication.Proof proof, Instant now)
      throws RefusedException {
    // Equality is within at both ends.
    if (proof.notBefore() != null && now.isBefore(proof.notBefore())) {
      throw new RefusedException(
          Refusal.Reason.FUTURE, "the signature is good from " + proof.notBefore() + " on");
    }
    if (proof.expiresAt() != null && now.isAfter(proof.expiresAt())) {
      throw new RefusedException(
          Refusal.Reason.STALE, "the signature expired at " + proof.expiresAt());
    }
  }
}
