package org.gatepost.signature;

/** What makes two requests the same delivery. */
enum KeyRule {
  /** The id, which the signature covers; where a delivery lacks one, as {@link #DIGEST}. */
  ID,
  /** The digest of what is signed, less the time. */
  DIGEST,
  /** Nothing: this sender repeats identical requests on purpose. */
  NONE
}
