package org.gatepost.signature.internal.scheme;

import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/** What a signature says besides, where it is a token. Immutable. */
public interface Claims {

  /** Takes a token apart. Thread-safe. */
  interface Reader {

    /**
     * The claims of a token, not verified.
     *
     * @param text what stands where the scheme has its signature
     * @param body the request's body, which a detached signature is of
     * @throws RefusedException if the text is no token
     */
    Claims read(String text, byte[] body) throws RefusedException;
  }

  /**
   * The text of a claim, or null if it is absent or empty.
   *
   * @param pointer one of those that the scheme refers to
   * @throws RefusedException if it is there twice
   */
  @Nullable String claim(JsonPointer pointer) throws RefusedException;
}
