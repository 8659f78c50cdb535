package org.gatepost.signature;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE,
  /** {@link HttpMessageAuthentication}. */
  HTTP_MESSAGE,
  /** {@link AdyenAuthentication}. */
  ADYEN;

  /** Whether the code finds the signed time, so that no key tells where it stands. */
  boolean findsTime() {
    return this == HTTP_MESSAGE;
  }
}
