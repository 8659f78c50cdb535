package org.gatepost.signature;

import java.util.Map;

/** Who knows what a scheme signs: a template or, where no template can say it, code. */
enum SignedBy {
  /** The key {@code signed-content}. */
  TEMPLATE(Map.of()),
  /** {@link AdyenAuthentication}. */
  ADYEN(Map.of(Algorithm.HMAC_SHA256, "hmac-sha256"));

  // Map.of is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<Algorithm, String> algorithms;

  SignedBy(Map<Algorithm, String> algorithms) {
    this.algorithms = algorithms;
  }

  /**
   * The algorithms that the code knows, with the names that signatures call them; empty for all.
   */
  Map<Algorithm, String> algorithms() {
    return algorithms;
  }
}
