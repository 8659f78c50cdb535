package org.gatepost.signature.internal.method;

import java.util.List;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.Values;

/** Tells whether one of a request's signatures was made with one certain key. Thread-safe. */
interface KeyCheck {

  /**
   * Whether one of the signatures is right.
   *
   * @throws RefusedException if a value that is signed is missing or malformed
   */
  boolean matches(Values values, List<byte[]> candidates) throws RefusedException;
}
