package org.gatepost.interop.peer;

import java.time.Instant;
import org.gatepost.signature.OutgoingRequest;

/** A package of a sender and a request to try it with. */
public interface Peer {

  /** {@return the request} */
  Row row();

  /** {@return whether the package can sign} */
  boolean signs();

  /** {@return whether the package can verify} */
  boolean verifies();

  /** The row's request, signed by the package at about this time. */
  OutgoingRequest sign(Instant now);

  /** {@return empty if the package takes the request for genuine, else what it says} */
  String refusal(OutgoingRequest request);
}
