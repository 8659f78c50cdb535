package org.gatepost.signature.internal.method.jwt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.JsonText;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.method.Signing;
import org.gatepost.signature.internal.scheme.Choice;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.Requirement;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/** Makes the JSON Web Tokens that a scheme demands (RFC 7515, section 5.1). Thread-safe. */
final class JwtSigner implements Signing {
  // As MessageBird's.
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final SchemeDefinition scheme;
  private final TokenRules rules;
  private final JwtKey key;

  JwtSigner(SchemeDefinition scheme, TokenRules rules, Secret secret) {
    this.scheme = scheme;
    this.rules = rules;
    this.key = new JwtKey(scheme.secretForm(), secret, true);
  }

  /** A request with the token behind its prefix. Time and id are among its claims. */
  @Override
  public OutgoingRequest sign(OutgoingRequest request, Instant time) throws RefusedException {
    Map<String, String> claims = claims(new Values(scheme, request), time);
    if (scheme.signature().isBody()) {
      // The body is the payload, and the token the body.
      byte[] payload = withClaims(request.body(), claims);
      String all = signed(part(head()) + '.' + Encoding.BASE64URL.encode(payload));
      return request.withBody(all.getBytes(StandardCharsets.US_ASCII));
    }
    String token = rules.detached() ? detached(claims, request.body()) : token(claims);
    String prefix = scheme.signature().sentPrefix().strip();
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
    if (!rules.leeway().isZero()) {
      // A sender that has its tokens' bounds judged with a leeway has bounds, and names each token.
      claims.putIfAbsent("nbf", Long.toString(time.getEpochSecond()));
      claims.putIfAbsent("exp", Long.toString(time.plus(LIFETIME).getEpochSecond()));
      claims.putIfAbsent("jti", JsonText.quote(UUID.randomUUID().toString()));
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

  /** A payload with the claims that it does not have. */
  private static byte[] withClaims(byte[] payload, Map<String, String> claims) {
    byte[] all = payload;
    for (Map.Entry<String, String> claim : claims.entrySet()) {
      JsonPointer pointer = new JsonPointer(List.of(claim.getKey()));
      if (!JsonFields.read(all, List.of(pointer)).has(pointer)) {
        all = JsonText.insertJson(all, pointer, claim.getValue());
      }
    }
    return all;
  }

  /** RFC 7797: what else would be claims stands in the header, and the body is the payload. */
  private String detached(Map<String, String> claims, byte[] body) {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("alg", JsonText.quote(key.algorithm()));
    header.put("b64", "false");
    header.put("crit", "[\"b64\"]");
    claims.forEach(header::putIfAbsent);
    String first = part(json(header)) + '.';
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(first.getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(body);
    return first + '.' + Encoding.BASE64URL.encode(key.sign(content.toByteArray()));
  }

  private String head() {
    return "{\"alg\":\"" + key.algorithm() + "\",\"typ\":\"JWT\"}";
  }

  private String signed(String headAndPayload) {
    byte[] signature = key.sign(headAndPayload.getBytes(StandardCharsets.US_ASCII));
    return headAndPayload + '.' + Encoding.BASE64URL.encode(signature);
  }

  private String token(Map<String, String> claims) {
    return signed(part(head()) + '.' + part(json(claims)));
  }

  private static String json(Map<String, String> claims) {
    StringBuilder json = new StringBuilder("{");
    claims.forEach(
        (name, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append(JsonText.quote(name))
                .append(':')
                .append(value));
    return json.append('}').toString();
  }

  private static String part(String json) {
    return Encoding.BASE64URL.encode(json.getBytes(StandardCharsets.UTF_8));
  }
}
