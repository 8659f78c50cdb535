package org.gatepost.signature;

/** Refuses every delivery of a sender of whom only the handshake is known. Thread-safe. */
final class RefusingAuthentication implements Authentication {

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    throw new RefusedException(
        Refusal.Reason.MISMATCH, "this scheme answers handshakes only, and verifies no deliveries");
  }
}
