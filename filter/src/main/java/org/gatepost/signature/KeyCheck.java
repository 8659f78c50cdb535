package org.gatepost.signature;

import java.util.List;

/** Tells whether one of a request's signatures was made with one certain key. Thread-safe. */
interface KeyCheck {

  /**
   * Whether one of the signatures is right.
   *
   * @throws RefusedException if a value that is signed is missing or malformed
   */
  boolean matches(Values values, List<byte[]> candidates) throws RefusedException;

  /**
   * The check for a secret of a scheme.
   *
   * @throws IllegalArgumentException if the secret is not written as the scheme's are; the message
   *     names its label only
   */
  static KeyCheck of(SchemeDefinition scheme, Secret secret) {
    return scheme.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY
        ? new PublicKeyCheck(scheme, PublicKeys.key(scheme, secret))
        : SharedKey.of(scheme, secret);
  }
}
