package org.gatepost.signature;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON Web Token must say of the request that it comes with. Immutable.
 *
 * @param detached whether the body itself is the token's payload, sent beside it (RFC 7797); then
 *     what the scheme calls claims stands in the token's header
 * @param bodyHash the claim with the SHA-256 of the body, or null if the token does not bind it
 * @param urlHash the claim with the SHA-256 of the URL in hex, or null
 * @param queryHash the claim with the hash of method, path and query as Atlassian Connect makes it,
 *     or null
 * @param basePath what {@code queryHash} leaves out at the beginning of the path
 * @param audience what the claim {@code aud} must be or have, or null for anything
 * @param claims the claims that the scheme reads besides
 */
record TokenRules(
    boolean detached,
    @Nullable JsonPointer bodyHash,
    Encoding bodyHashEncoding,
    @Nullable JsonPointer urlHash,
    @Nullable JsonPointer queryHash,
    String basePath,
    @Nullable Choice audience,
    Set<JsonPointer> claims) {

  /** The keys of a scheme that only a token has a use for. */
  static final Set<String> KEYS =
      Set.of(
          "audience",
          "base-path",
          "body-hash",
          "body-hash-encoding",
          "detached",
          "query-hash",
          "url-hash");

  /** The pointers of all claims that the scheme reads, each once. */
  Set<JsonPointer> pointers() {
    Set<JsonPointer> pointers = new LinkedHashSet<>(claims);
    for (JsonPointer hash : Arrays.asList(bodyHash, urlHash, queryHash)) {
      if (hash != null) {
        pointers.add(hash);
      }
    }
    return pointers;
  }

  /**
   * Reads a place in a token such as {@code {claim:/payload_hash}}.
   *
   * @throws IllegalArgumentException if the text is of another form
   */
  static JsonPointer claim(String text) {
    List<Template.Part> parts = Template.parse(text).parts();
    if (parts.size() == 1 && parts.get(0) instanceof Reference.Claim claim) {
      return claim.pointer();
    }
    throw new IllegalArgumentException("must be a claim such as {claim:/payload_hash}");
  }

  /** The pointers of the claims among some references, each once. */
  static Set<JsonPointer> claimsIn(List<Reference> references) {
    Set<JsonPointer> pointers = new LinkedHashSet<>();
    for (Reference reference : references) {
      if (reference instanceof Reference.Claim claim) {
        pointers.add(claim.pointer());
      }
    }
    return pointers;
  }
}
