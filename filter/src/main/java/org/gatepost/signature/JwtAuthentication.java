package org.gatepost.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates what comes with a JSON Web Token (RFC 7519): the token must be signed with the
 * configured algorithm and a current key, and say what the scheme's {@link TokenRules} demand.
 * Thread-safe.
 */
final class JwtAuthentication implements Authentication {
  private final SchemeDefinition scheme;
  private final String algorithm;
  private final List<JwtKey> keys;

  JwtAuthentication(SchemeDefinition scheme, List<Secret> secrets) {
    String name = JwtKey.nameOf(scheme.algorithm());
    if (name == null) {
      throw new IllegalArgumentException("no token is signed with " + scheme.algorithm());
    }
    this.scheme = scheme;
    this.algorithm = name;
    this.keys = secrets.stream().map(secret -> new JwtKey(scheme, secret)).toList();
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    JsonWebToken token = values.token();
    // The token names its algorithm, but does not choose it: with a choice, an RSA key could be
    // passed off as the secret of an HMAC, or the signature be left out (RFC 8725, section 3.1).
    if (!algorithm.equals(token.algorithm())) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the token does not say that it is signed with " + algorithm);
    }
    String label = labelOfSigner(token);
    requireBody(values, token);
    requireUrl(values, token);
    Choice audience = scheme.token().audience();
    if (audience != null) {
      String expected = audience.value(values);
      if (expected == null || !token.isFor(expected)) {
        throw new RefusedException(Refusal.Reason.MISMATCH, "the token is for another audience");
      }
    }
    return new Proof(
        label,
        signedAt(values),
        numericDate(token, JsonWebToken.NOT_BEFORE),
        numericDate(token, JsonWebToken.EXPIRES));
  }

  private String labelOfSigner(JsonWebToken token) throws RefusedException {
    for (JwtKey key : keys) {
      if (key.verifies(token.signed(), token.signature())) {
        return key.label();
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH, "none of " + keys.size() + " secrets signed the token");
  }

  private void requireBody(Values values, JsonWebToken token) throws RefusedException {
    JsonPointer claim = scheme.token().bodyHash();
    if (claim == null) {
      return;
    }
    byte[] body = values.bytes(new Reference.Body());
    // Senders leave the claim out where there is no body, as of a GET.
    if (body.length > 0 || token.claim(claim) != null) {
      requireHash(token, claim, scheme.token().bodyHashEncoding(), body);
    }
  }

  private void requireUrl(Values values, JsonWebToken token) throws RefusedException {
    JsonPointer urlHash = scheme.token().urlHash();
    if (urlHash != null) {
      requireHash(token, urlHash, Encoding.HEX, values.bytes(new Reference.Url()));
    }
    JsonPointer queryHash = scheme.token().queryHash();
    if (queryHash != null) {
      requireHash(token, queryHash, Encoding.HEX, CanonicalRequest.bytes(values, scheme.token()));
    }
  }

  private static void requireHash(
      JsonWebToken token, JsonPointer claim, Encoding encoding, byte[] content)
      throws RefusedException {
    String text = token.claim(claim);
    if (text == null) {
      throw new RefusedException(Refusal.Reason.MISSING, "claim " + claim + " is missing or empty");
    }
    byte[] hash = encoding.decode(text);
    if (hash == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "claim " + claim + " is not " + encoding.schemeName());
    }
    if (!MessageDigest.isEqual(Digests.of("SHA-256").digest(content), hash)) {
      throw new RefusedException(
          Refusal.Reason.MISMATCH, "claim " + claim + " is of another request than this");
    }
  }

  private @Nullable Instant signedAt(Values values) throws RefusedException {
    if (scheme.time() == null) {
      return null;
    }
    Instant time = scheme.timeUnit().parse(values.required(new Reference.Time()));
    if (time == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the time is not " + scheme.timeUnit().description());
    }
    return time;
  }

  /** A NumericDate (RFC 7519, section 2), its fraction of a second left out; null if absent. */
  private static @Nullable Instant numericDate(JsonWebToken token, JsonPointer pointer)
      throws RefusedException {
    String text = token.claim(pointer);
    if (text == null) {
      return null;
    }
    Instant time = TimeUnit.S.parse(text.replaceFirst("\\.[0-9]{1,9}$", ""));
    if (time == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "claim " + pointer + " is not a count of seconds");
    }
    return time;
  }
}
