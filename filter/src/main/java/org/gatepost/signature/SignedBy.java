package org.gatepost.signature;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE,
  /** {@link HttpMessageAuthentication}. */
  HTTP_MESSAGE,
  /** {@link DraftCavageAuthentication}. */
  DRAFT_CAVAGE,
  /** {@link AdyenAuthentication}. */
  ADYEN;

  /** Whether the code finds the signed time, so that no key tells where it stands. */
  boolean findsTime() {
    return hasComponents();
  }

  /** Whether the sender lists what it signs, so that the scheme has to say what must be in it. */
  boolean hasComponents() {
    return this == HTTP_MESSAGE || this == DRAFT_CAVAGE;
  }
}
