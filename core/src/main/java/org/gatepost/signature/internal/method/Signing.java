package org.gatepost.signature.internal.method;

import java.time.Instant;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.internal.format.RefusedException;

/** How one secret signs requests of its scheme. Thread-safe. */
public interface Signing {

  /**
   * A request with its signature where the scheme has it, and with what is signed besides and
   * absent, such as time and id.
   *
   * @param time the time to sign, where the scheme signs one
   * @throws RefusedException if a value that is signed is missing or malformed
   */
  OutgoingRequest sign(OutgoingRequest request, Instant time) throws RefusedException;
}
