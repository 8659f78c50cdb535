package org.gatepost.signature;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a verifier sees of an HTTP request. Implementations give the same answers for as long as the
 * delivery lives, and need not be thread-safe.
 */
public interface SignedRequest {

  /** {@return the method, as it stands on the wire} */
  String method();

  /**
   * {@return the absolute URL that the sender used, with its query, nothing decoded or normalized}
   */
  String url();

  /** {@return the URL that was configured at the sender, or empty if it is not known} */
  Optional<String> configuredUrl();

  /**
   * The values of a header in the order received, as they stand on the wire less surrounding white
   * space.
   *
   * @param name the header's name, in any case
   * @return one element for each field line, none if the header is absent
   */
  List<String> headers(String name);

  /**
   * The names of the headers.
   *
   * @return each once, whatever its case; none unless the implementation lists them, and then a
   *     delivery that is made of it shows none
   */
  default Set<String> headerNames() {
    return Set.of();
  }

  /**
   * The body, byte for byte as received.
   *
   * @return the array itself, not a copy: it must not be changed
   */
  byte[] body();
}
