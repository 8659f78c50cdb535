package org.gatepost.interop.peer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.gatepost.signature.OutgoingRequest;

/** A library of Java. */
record JavaPeer(Row row, Signing signing, Verifying verifying) implements Peer {
  static final Signing NO_SIGNER = null;
  static final Verifying NO_VERIFIER = null;

  interface Signing {
    OutgoingRequest sign(OutgoingRequest unsigned, Instant now) throws Exception;
  }

  /** Says no by false or by an exception, as libraries do. */
  interface Verifying {
    boolean verify(OutgoingRequest request) throws Exception;
  }

  @Override
  public boolean signs() {
    return signing != NO_SIGNER;
  }

  @Override
  public boolean verifies() {
    return verifying != NO_VERIFIER;
  }

  @Override
  public OutgoingRequest sign(Instant now) {
    OutgoingRequest unsigned =
        new OutgoingRequest(
            row.method(), row.url(), row.headers(), row.body().getBytes(StandardCharsets.UTF_8));
    try {
      return signing.sign(unsigned, now);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String refusal(OutgoingRequest request) {
    try {
      return verifying.verify(request) ? "" : "false";
    } catch (Exception e) {
      return e.toString();
    }
  }
}
