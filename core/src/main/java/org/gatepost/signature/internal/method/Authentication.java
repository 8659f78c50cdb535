package org.gatepost.signature.internal.method;

import java.time.Instant;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request was signed with one of the current secrets. Where it is known what a
 * sender signs, that is {@link ContentAuthentication}; each other implementation belongs to a
 * {@link SigningMethod}. Thread-safe.
 */
public interface Authentication {

  /** What an authentic request proves. Whether its times are good is judged by the caller. */
  sealed interface Proof permits Match, BoundedMatch {

    /** The label of the secret that matched. */
    String secretLabel();

    /** When the sender says it signed, or null if no time is signed. */
    @Nullable Instant signedAt();

    /** The first moment at which the sender lets it be accepted, or null for any. */
    default @Nullable Instant notBefore() {
      return null;
    }

    /** The last moment at which it is to be accepted, or null for none. */
    default @Nullable Instant expiresAt() {
      return null;
    }

    /**
     * What was signed less the time, so that it is the same for each retry of a delivery; null if
     * the scheme's content says that.
     */
    default byte @Nullable [] unchanging() {
      return null;
    }

    /** Whether it depends on the current time. */
    default boolean isTimed() {
      return signedAt() != null || notBefore() != null || expiresAt() != null;
    }
  }

  /** The proof of a request that may be accepted at any time near the signed one. */
  record Match(String secretLabel, @Nullable Instant signedAt) implements Proof {}

  /** The proof of a request that says more of itself. */
  // The array never leaves this package.
  @SuppressWarnings("ArrayRecordComponent")
  record BoundedMatch(
      String secretLabel,
      @Nullable Instant signedAt,
      @Nullable Instant notBefore,
      @Nullable Instant expiresAt,
      byte @Nullable [] unchanging)
      implements Proof {}

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
}
