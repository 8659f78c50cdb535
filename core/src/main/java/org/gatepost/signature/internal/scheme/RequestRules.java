package org.gatepost.signature.internal.scheme;

import java.util.List;
import java.util.Set;

/**
 * Which requests of a scheme are looked at. Immutable.
 *
 * @param methods the methods of HTTP of deliveries
 * @param maxBodyInBytes the longest body, inclusive
 * @param requirements what a request must have for its signature to mean something
 */
public record RequestRules(
    Set<String> methods, int maxBodyInBytes, List<Requirement> requirements) {
  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");

  public static RequestRules read(SchemeKeys keys, List<Requirement> requirements) {
    int maxBodyInBytes = keys.required("max-body", SchemeKeys::sizeInBytes);
    return new RequestRules(
        keys.has("methods") ? keys.someOf("methods", METHODS) : Set.of("POST"),
        maxBodyInBytes,
        requirements);
  }
}
