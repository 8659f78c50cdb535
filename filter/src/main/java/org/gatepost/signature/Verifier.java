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
}
