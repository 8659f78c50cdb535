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

    /** Whether it depends on the current time. */
    boolean isTimed() {
      return signedAt != null || notBefore != null || expiresAt != null;
    }

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
   * What a handshake that nobody signs is answered with, where no template says it; null if the
   * request is none, and the scheme's keys are asked. Whoever asks can have the answer to anything
   * that this lets pass: none of it may be what makes a delivery's signature.
   *
   * @throws RefusedException if it is one, but malformed
   */
  default @Nullable String handshakeAnswer(Values values) throws RefusedException {
    return null;
  }

  /**
   * The URL that an operator must open to finish a handshake, or null if there is none, or its host
   * is not known to be the sender's. Asked only for authentic requests that the scheme's keys say
   * are handshakes. The URL is logged, and never fetched.
   *
   * @throws RefusedException if it is malformed
   */
  default @Nullable String confirmationUrl(Values values) throws RefusedException {
    return null;
  }

  /**
   * The authentication of a scheme.
   *
   * @param secrets the current secrets, newest first, at least one
   * @throws IllegalArgumentException if a secret is not written as the scheme's are; the message
   *     names its label only
   */
  static Authentication of(SchemeDefinition scheme, List<Secret> secrets) {
    return switch (scheme.signedBy()) {
      case TEMPLATE ->
          scheme.publicKeyForm() == null
              ? new ContentAuthentication(scheme, secrets)
              : new FormsAuthentication(scheme, secrets);
      case HTTP_MESSAGE -> new HttpMessageAuthentication(scheme, secrets);
      case DRAFT_CAVAGE -> new DraftCavageAuthentication(scheme, secrets);
      case JWT -> new JwtAuthentication(scheme, secrets);
      case AWS_SNS -> new AwsSnsAuthentication(scheme, secrets, new FetchedCertificates());
      case ADYEN -> new AdyenAuthentication(scheme, secrets);
      case NOBODY ->
          values -> {
            throw new RefusedException(
                Refusal.Reason.MISMATCH, "this sender's deliveries cannot be verified yet");
          };
      case BRAINTREE -> new BraintreeAuthentication(scheme, secrets);
      case CONTENTFUL, HYGRAPH, MERCADO_PAGO, PLIVO, TWILIO, VONAGE ->
          new ContentAuthentication(scheme, secrets);
    };
  }
}
