package org.gatepost.benchmarks.verification;

import org.gatepost.signature.Verified;

/** One way to verify the one request that it was made with. */
interface Contender {

  /** Verifies, and returns what its user is given; an exception of its own is a refusal. */
  Object verify() throws Exception;

  /** Whether that is an acceptance. */
  static boolean isAcceptance(Object given) {
    return given instanceof Verified || Boolean.TRUE.equals(given);
  }
}
