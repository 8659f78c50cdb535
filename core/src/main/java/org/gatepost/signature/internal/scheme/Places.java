package org.gatepost.signature.internal.scheme;

import java.util.List;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.jspecify.annotations.Nullable;

/** What stands at the places of one request. Not thread-safe. */
public interface Places {

  /** The request. */
  SignedRequest request();

  /** The text at the place, or null if it is absent or empty. */
  @Nullable String text(Reference reference) throws RefusedException;

  /** The text at the place, which must be there. */
  String required(Reference reference) throws RefusedException;

  /** Writes what a sender signs for the place. */
  void write(Reference reference, Sink sink) throws RefusedException;

  /** The URL from its path on, with the query. */
  String path();

  /** The query of the URL as it was sent; empty if there is none. */
  String query();

  /** The texts that the sender may have signed, most likely first; at least one. */
  List<SignedContent.Text> signedTexts() throws RefusedException;
}
