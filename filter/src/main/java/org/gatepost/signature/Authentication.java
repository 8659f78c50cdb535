package org.gatepost.signature;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request was signed with one of the current secrets. What a template can say is
 * {@link TemplateAuthentication}; each other implementation is named in a scheme by {@code
 * signed-by}. Thread-safe.
 */
interface Authentication {

  /**
   * What an authentic request proves.
   *
   * @param secretLabel the label of the secret that matched
   * @param signedAt when the sender says it signed, or null if no time is signed; whether that is
   *     fresh is judged by the caller
   * @param unchanging what was signed less the time, where {@code signed-content} does not say
   *     that, else null
   */
  // The array never leaves this package.
  @SuppressWarnings("ArrayRecordComponent")
  record Proof(String secretLabel, @Nullable Instant signedAt, byte @Nullable [] unchanging) {
    Proof(String secretLabel, @Nullable Instant signedAt) {
      this(secretLabel, signedAt, null);
    }
  }

  /**
   * Authenticates a request.
   *
   * @throws RefusedException if it is not authentic, or malformed
   */
  Proof authenticate(Values values) throws RefusedException;

  /**
   * What an unsigned handshake is answered with, where no template says it; null if the request is
   * none.
   *
   * @throws RefusedException if it is one, but malformed
   */
  default @Nullable String handshakeAnswer(Values values) throws RefusedException {
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
    CodedContent coded = CodedContent.of(scheme.signedBy());
    if (coded != null) {
      return new CodedAuthentication(scheme, coded, secrets);
    }
    return switch (scheme.signedBy()) {
      case BRAINTREE -> new BraintreeAuthentication(scheme, secrets);
      case NOBODY -> new RefusingAuthentication();
      default -> new TemplateAuthentication(scheme, secrets);
    };
  }
}
