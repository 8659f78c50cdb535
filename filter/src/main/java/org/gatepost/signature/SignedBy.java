package org.gatepost.signature;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE,
  /** Nobody whose signature can be verified: only handshakes are answered. */
  NOBODY
}
