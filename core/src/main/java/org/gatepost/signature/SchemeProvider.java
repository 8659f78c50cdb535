package org.gatepost.signature;

import java.util.Map;
import java.util.Set;

/**
 * What reads schemes, found by {@link java.util.ServiceLoader} so that the public types need not
 * know what implements them. Gatepost brings the one there is. Implementations are thread-safe.
 */
public interface SchemeProvider {

  /**
   * A scheme, as {@link Scheme#of} says.
   *
   * @param name the preset's name, or {@code custom}
   * @param overrides values by key, which replace the preset's
   * @param authority what its verifiers need to call a request genuine
   * @return the scheme
   * @throws InvalidSchemeException if there is no such preset, a key is unknown or missing, or a
   *     value breaks its rule
   */
  Scheme scheme(String name, Map<String, String> overrides, Verified.Authority authority);

  /** {@return every key of the scheme language} */
  Set<String> keys();
}
