package org.gatepost.signature;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request was signed with one of the current secrets. Where it is known what a
 * sender signs, that is {@link ContentAuthentication}; each other implementation is named in a
 * scheme by {@code signed-by}. Thread-safe.
 */
interface Authentication {

  /**
   * What an authentic request proves. Whether its times are good is judged by the caller.
   *
   * @param secretLabel the label of the secret that matched
   * @param signedAt when the sender says it signed, or null if no time is signed
   * @param notBefore the first moment at which the sender lets it be accepted, or null for any
   * @param expiresAt the last moment at which it is to be accepted, or null for none
   * @param unchanging what was signed less the time, so that it is the same for each retry of a
   *     delivery; null if the scheme's content says that
   */
  // The array never leaves this package.
  @SuppressWarnings("ArrayRecordComponent")
  record Proof(
      String secretLabel,
      @Nullable Instant signedAt,
      @Nullable Instant notBefore,
      @Nullable Instant expiresAt,
      byte @Nullable [] unchanging) {

    /** The proof of a request that may be accepted at any time near the signed one. */
    Proof(String secretLabel, @Nullable Instant signedAt) {
      this(secretLabel, signedAt, null, null, null);
    }
  }

  /**
   * Authenticates a request.
   *
   * @throws RefusedException if it is not authentic, or malformed
   */
  Proof authenticate(Values values) throws RefusedException;

  /**
   * The authentication of a scheme.
   *
   * @param secrets the current secrets, newest first, at least one
   * @throws IllegalArgumentException if a secret is not written as the scheme's are; the message
   *     names its label only
   */
  static Authentication of(SchemeDefinition scheme, List<Secret> secrets) {
    return switch (scheme.signedBy()) {
      case BRAINTREE -> new BraintreeAuthentication(scheme, secrets);
      case TEMPLATE, CONTENTFUL, HYGRAPH, MERCADO_PAGO, PLIVO, TWILIO, VONAGE ->
          new ContentAuthentication(scheme, secrets);
    };
  }
}
