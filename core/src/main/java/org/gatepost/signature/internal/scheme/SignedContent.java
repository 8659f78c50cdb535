package org.gatepost.signature.internal.scheme;

import java.util.List;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;

/** What a scheme signs. Implementations are immutable and thread-safe. */
public interface SignedContent {

  /** One text that the sender may have signed. */
  interface Text {

    /**
     * Writes the text.
     *
     * @param secret what stands for the secret, where that is in the text
     * @throws RefusedException if a value that is signed is missing or malformed
     */
    void writeTo(Sink sink, Places values, byte[] secret) throws RefusedException;
  }

  /**
   * The texts that the sender may have signed for a request, most likely first; at least one.
   *
   * @throws RefusedException if a value that is signed is missing or malformed, or a part of the
   *     request is not covered that must be
   */
  List<Text> texts(Places values) throws RefusedException;

  /** Writes what is signed less time and secret: the same for each retry of a delivery. */
  void writeUnchangingTo(Sink sink, Places values) throws RefusedException;

  /** Whether the host is signed to which the sender sends, and the path. */
  default boolean signsUrl() {
    return false;
  }

  /** Whether the path is signed to which the sender sends. */
  default boolean signsPath() {
    return signsUrl();
  }

  /** Whether a time must be as long as those of its unit are, since no literal ends it. */
  default boolean fixesTime() {
    return false;
  }

  /** The references in what is signed. */
  List<Reference> references();

  /** Whether nobody can change what stands at the place. */
  boolean covers(Reference reference);

  /** Whether every part of the body is covered by the signature. */
  boolean coversBody();

  /** A request with what its sender adds to it before it signs, besides time and id. */
  default OutgoingRequest prepared(OutgoingRequest request) {
    return request;
  }
}
