package org.gatepost.signature;

/** What makes two requests the same delivery. */
enum KeyRule {
  /** The id, which the signature covers; where a delivery lacks one, as {@link #DIGEST}. */
  ID,
  /** The digest of what is signed, less the time. */
  DIGEST,
  /**
   * As {@link #DIGEST}, with the event's type, of senders that do not sign it although events of
   * several types share a body. Whoever captures a request can replay it as another type, which no
   * key could prevent, but not as the same.
   */
  DIGEST_AND_TYPE,
  /** Nothing: this sender repeats identical requests on purpose. */
  NONE
}
