package org.gatepost.signature;

import java.time.Instant;

/** Tells genuine requests from others. Implementations are thread-safe and keep no request. */
public interface Verifier {

  /**
   * Verifies a request: the signature against every current secret, in constant time over decoded
   * bytes; then the signed time against the tolerance, at both ends inclusive. No more of the
   * request is read than that needs; {@link Verified} reads its id and type when asked.
   *
   * @param request the request, its body read
   * @param now the time to hold the signed time against
   * @return {@link Verified}, or why not, or a {@link Handshake} to answer; malformed input is a
   *     {@link Refusal}, never an exception
   */
  Verification verify(SignedRequest request, Instant now);

  /**
   * What may be wrong with a request that was refused, such as a signature in another encoding than
   * the scheme's: for the log alone. Takes longer than a verification, so whoever asks must not ask
   * for each forgery.
   *
   * @param request the request, its body read
   * @param now the time at which it was verified
   * @return the hint in words, without anything of the request; empty if there is none
   */
  default String hint(SignedRequest request, Instant now) {
    return "";
  }
}
