package org.gatepost.signature;

/**
 * Why a request is not genuine. For the log only: the answer to the sender is the same for every
 * reason, and neither part holds a secret, a signature or anything else of the request that could
 * be forged for the reader's eye.
 *
 * @param reason the kind of refusal
 * @param detail what was looked at, in words
 */
public record Refusal(Reason reason, String detail) implements Verification {

  /** The kinds of refusal. */
  public enum Reason {
    /** A header or field that the scheme needs is absent or empty. */
    MISSING,
    /**
     * A header or field is there, but not in the form that the scheme gives it, or there more than
     * once.
     */
    MALFORMED,
    /** No current secret makes the signature that was sent. */
    MISMATCH,
    /** The signature is right, but the signed time lies further back than the tolerance. */
    STALE,
    /** The signature is right, but the signed time lies further ahead than the tolerance. */
    FUTURE,
    /**
     * The body has a field twice that the scheme reads, such as the id or type, so that two readers
     * could differ.
     */
    AMBIGUOUS,
    /**
     * The signature is right, but the body is not what the scheme reads the id or type from, such
     * as strict JSON in UTF-8, or the type is longer than one may be.
     */
    UNREADABLE,
    /**
     * What is needed to verify cannot be had now, such as a certificate that the sender publishes:
     * it is to send again.
     */
    UNAVAILABLE
  }
}
