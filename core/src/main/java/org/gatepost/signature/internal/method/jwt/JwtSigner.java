package org.gatepost.signature.internal.method.jwt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.JsonText;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.key.SecretKeys;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/** Makes the JSON Web Tokens that a scheme demands (RFC 7515, section 5.1). Thread-safe. */
final class JwtSigner implements Signing {
  private final SchemeDefinition scheme;
  private final TokenRules rules;
  private final JwtKey key;

  JwtSigner(SchemeDefinition scheme, TokenRules rules, Secret secret) {
    SecretKeys.requireShared(scheme.secretForm(), secret);
    if (rules.detached()) {
      throw new IllegalArgumentException("cannot sign: the token is detached");
    }
    this.scheme = scheme;
    this.rules = rules;
    this.key = new JwtKey(scheme.secretForm(), secret);
  }

  /** A request with the token behind its prefix. Time and id are among its claims. */
  @Override
  public OutgoingRequest sign(OutgoingRequest request, Instant time) throws RefusedException {
    String token = token(claims(new Values(scheme, request), time));
    String prefix = scheme.signature().prefix().strip();
    Reference place = scheme.signature().places().get(0);
    return place.put(request, prefix.isEmpty() ? token : prefix + ' ' + token);
  }

  private Map<String, String> claims(Values values, Instant time) throws RefusedException {
    Map<String, String> claims = new LinkedHashMap<>();
    for (Requirement requirement : scheme.requirements()) {
      if (requirement.place().is(Reference.Kind.CLAIM)) {
        put(claims, requirement.place(), JsonText.quote(requirement.value()));
      }
    }
    if (scheme.time() != null) {
      String text = scheme.timeUnit().format(time);
      putFirst(
          claims,
          scheme.time(),
          text.chars().allMatch(c -> c >= '0' && c <= '9') ? text : JsonText.quote(text));
    }
    if (scheme.id() != null) {
      putFirst(claims, scheme.id(), JsonText.quote(UUID.randomUUID().toString()));
    }
    String audience = rules.audience() == null ? null : rules.audience().value(values);
    if (audience != null) {
      claims.put("aud", JsonText.quote(audience));
    }
    putHash(claims, rules.bodyHash(), rules.bodyHashEncoding(), values.request().body());
    putHash(
        claims,
        rules.urlHash(),
        Encoding.HEX,
        values.required(Reference.URL).getBytes(StandardCharsets.UTF_8));
    if (rules.queryHash() != null) {
      putHash(claims, rules.queryHash(), Encoding.HEX, CanonicalRequest.bytes(values, rules));
    }
    return claims;
  }

  private static void putFirst(Map<String, String> claims, Choice choice, String json) {
    List<Reference> references = choice.references();
    if (references.size() == 1 && references.get(0).is(Reference.Kind.CLAIM)) {
      put(claims, references.get(0), json);
    }
  }

  private static void putHash(
      Map<String, String> claims, @Nullable Reference claim, Encoding encoding, byte[] content) {
    if (claim != null) {
      put(claims, claim, JsonText.quote(encoding.encode(Digests.of("SHA-256").digest(content))));
    }
  }

  private static void put(Map<String, String> claims, Reference claim, String json) {
    if (claim.names().size() != 1) {
      throw new IllegalArgumentException("cannot sign: " + claim + " is not at the top");
    }
    claims.putIfAbsent(claim.name(), json);
  }

  private String token(Map<String, String> claims) {
    StringBuilder json = new StringBuilder("{");
    claims.forEach(
        (name, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append(JsonText.quote(name))
                .append(':')
                .append(value));
    String signed =
        part("{\"alg\":\"" + JwtKey.nameOf(scheme.algorithm()) + "\",\"typ\":\"JWT\"}")
            + '.'
            + part(json.append('}').toString());
    byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + '.' + Encoding.BASE64URL.encode(signature);
  }

  private static String part(String json) {
    return Encoding.BASE64URL.encode(json.getBytes(StandardCharsets.UTF_8));
  }
}
