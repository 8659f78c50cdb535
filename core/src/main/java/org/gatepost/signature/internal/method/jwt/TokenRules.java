package org.gatepost.signature.internal.method.jwt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.key.Algorithm;
import org.gatepost.signature.internal.method.TemplateContent;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeKeys;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.SignedContent;
import org.gatepost.signature.internal.scheme.Template;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON Web Token must say of the request that it comes with. Immutable.
 *
 * @param algorithms what a token may be signed with: one, or several that use the same keys
 * @param detached whether the body itself is the token's payload, sent beside it (RFC 7797); then
 *     what the scheme calls claims stands in the token's header
 * @param bodyHash the claim with the SHA-256 of the body, or null if the token does not bind it
 * @param urlHash the claim with the SHA-256 of the URL in hex, or null
 * @param queryHash the claim with the hash of method, path and query as Atlassian Connect makes it,
 *     or null
 * @param basePath what {@code queryHash} leaves out at the beginning of the path
 * @param audience what the claim {@code aud} must be or have, or null for anything
 * @param leeway how far the clocks may differ for the claims {@code exp} and {@code nbf}
 */
record TokenRules(
    List<Algorithm> algorithms,
    boolean detached,
    @Nullable Reference bodyHash,
    Encoding bodyHashEncoding,
    @Nullable Reference urlHash,
    @Nullable Reference queryHash,
    String basePath,
    @Nullable Choice audience,
    Duration leeway) {

  /** The keys of these rules. */
  static final List<String> KEYS =
      List.of(
          "audience",
          "base-path",
          "body-hash",
          "body-hash-encoding",
          "detached",
          "leeway",
          "query-hash",
          "url-hash");

  static TokenRules read(SchemeKeys keys) {
    Encoding bodyHashEncoding = keys.oneOf("body-hash-encoding", Encoding.class, Encoding.HEX);
    if (bodyHashEncoding == Encoding.TEXT) {
      throw keys.invalid("body-hash-encoding", "must be hex, base64 or base64url");
    }
    return new TokenRules(
        keys.required("algorithm", TokenRules::algorithms),
        keys.bool("detached"),
        keys.optional("body-hash", TokenRules::claim),
        bodyHashEncoding,
        keys.optional("url-hash", TokenRules::claim),
        keys.optional("query-hash", TokenRules::claim),
        keys.text("base-path", ""),
        keys.optional("audience", Choice::parse),
        keys.text("leeway", "none").equals("none")
            ? Duration.ZERO
            : keys.required("leeway", SchemeKeys::tolerance));
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static List<Algorithm> algorithms(String text) {
    List<Algorithm> algorithms = new ArrayList<>();
    for (String name : text.split(" or ", -1)) {
      Algorithm algorithm = Algorithm.named(name.strip());
      if (algorithm == null || JwtKey.nameOf(algorithm) == null) {
        throw new IllegalArgumentException(
            "must be one of " + JwtKey.algorithms() + " for a token");
      }
      algorithms.add(algorithm);
    }
    // A public key that passes for the secret of an HMAC would let anybody sign.
    if (algorithms.size() > 1
        && algorithms.stream().anyMatch(a -> a.kind() != Algorithm.Kind.MAC)) {
      throw new IllegalArgumentException("must be one, or several HMACs joined with or");
    }
    return List.copyOf(algorithms);
  }

  private static Reference claim(String text) {
    List<Template.Part> parts = Template.parse(text).parts();
    if (parts.size() == 1
        && parts.get(0) instanceof Reference reference
        && reference.is(Reference.Kind.CLAIM)) {
      return reference;
    }
    throw new IllegalArgumentException("must be a claim such as {claim:/payload_hash}");
  }

  /** What the token binds of the request, which is also what deliveries are told by. */
  SignedContent content(SchemeKeys keys, SignatureForm signature) {
    boolean bindsBody = bodyHash != null || detached || signature.isBody();
    if (bindsBody == keys.bool("unsigned-body")) {
      throw new InvalidSchemeException(
          "body-hash",
          "must be given, or unsigned-body must say that anybody can exchange the body");
    }
    return TemplateContent.of(
        Template.parse(urlHash == null ? "{body}" : "{url}{body}"), bindsBody);
  }

  /** Whether a token is good for one URL, with its host. */
  boolean bindUrl() {
    return urlHash != null
        || Choice.referencesOf(audience).stream()
            .anyMatch(r -> r.is(Reference.Kind.URL) || r.is(Reference.Kind.CONFIGURED_URL));
  }

  /** Every place that these rules look at. */
  List<Reference> references() {
    List<Reference> references = new ArrayList<>(Choice.referencesOf(audience));
    Arrays.asList(bodyHash, urlHash, queryHash).stream()
        .filter(Objects::nonNull)
        .forEach(references::add);
    return references;
  }
}
