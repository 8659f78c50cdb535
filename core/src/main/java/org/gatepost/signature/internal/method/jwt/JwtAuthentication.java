package org.gatepost.signature.internal.method.jwt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.Secret;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.TimeUnit;
import org.gatepost.signature.internal.key.Digests;
import org.gatepost.signature.internal.method.Authentication;
import org.gatepost.signature.internal.scheme.Reference;
import org.gatepost.signature.internal.scheme.SchemeDefinition;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates what comes with a JSON Web Token (RFC 7519): the token must be signed with the
 * configured algorithm and a current key, and say what the scheme's {@link TokenRules} demand.
 * Thread-safe.
 */
final class JwtAuthentication implements Authentication {
  private final SchemeDefinition scheme;
  private final TokenRules rules;
  private final String algorithms;
  private final int secrets;
  private final List<JwtKey> keys;

  JwtAuthentication(SchemeDefinition scheme, TokenRules rules, List<Secret> secrets) {
    this.scheme = scheme;
    this.rules = rules;
    this.secrets = secrets.size();
    this.algorithms =
        rules.algorithms().stream().map(JwtKey::nameOf).collect(Collectors.joining(" or "));
    this.keys =
        secrets.stream()
            .flatMap(
                secret ->
                    rules.algorithms().stream()
                        .map(a -> new JwtKey(scheme.secretForm().with(a), secret, false)))
            .toList();
  }

  @Override
  public Proof authenticate(Values values) throws RefusedException {
    JsonWebToken token = JsonWebToken.of(values);
    // The token names its algorithm, but does not choose it: with a choice, an RSA key could be
    // passed off as the secret of an HMAC, or the signature be left out (RFC 8725, section 3.1).
    // Of several only such as have keys of one kind.
    String algorithm = token.algorithm();
    if (keys.stream().noneMatch(key -> key.algorithm().equals(algorithm))) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "the token does not say that it is signed with " + algorithms);
    }
    String label = labelOfSigner(token, algorithm);
    token.requireClaims();
    byte[] body = values.request().body();
    requireHashes(values, token, body);
    if (rules.audience() != null) {
      String expected = rules.audience().value(values);
      if (expected == null || !token.isFor(expected)) {
        throw new RefusedException(Refusal.Reason.MISMATCH, "the token is for another audience");
      }
    }
    Instant notBefore = numericDate(token, JsonWebToken.NOT_BEFORE);
    Instant expires = numericDate(token, JsonWebToken.EXPIRES);
    return new BoundedMatch(
        label,
        values.signedAt(),
        notBefore == null ? null : notBefore.minus(rules.leeway()),
        // RFC 7519, section 4.1.4: at the moment of expiry it has expired.
        expires == null ? null : expires.plus(rules.leeway()).minusNanos(1),
        // Where body and URL are absent or anybody's, the token alone tells deliveries apart.
        !scheme.content().coversBody() || (body.length == 0 && rules.urlHash() == null)
            ? token.signed()
            : null);
  }

  private String labelOfSigner(JsonWebToken token, @Nullable String algorithm)
      throws RefusedException {
    for (JwtKey key : keys) {
      if (key.algorithm().equals(algorithm) && key.verifies(token.signed(), token.signature())) {
        return key.label();
      }
    }
    throw new RefusedException(
        Refusal.Reason.MISMATCH, "none of " + secrets + " secrets signed the token");
  }

  private void requireHashes(Values values, JsonWebToken token, byte[] body)
      throws RefusedException {
    Reference bodyHash = rules.bodyHash();
    // Senders leave the claim out where there is no body, as of a GET.
    if (bodyHash != null && (body.length > 0 || token.has(bodyHash.pointer()))) {
      requireHash(values, bodyHash, rules.bodyHashEncoding(), body);
    }
    if (rules.urlHash() != null) {
      requireHash(
          values,
          rules.urlHash(),
          Encoding.HEX,
          values.required(Reference.URL).getBytes(StandardCharsets.UTF_8));
    }
    if (rules.queryHash() != null) {
      requireHash(values, rules.queryHash(), Encoding.HEX, CanonicalRequest.bytes(values, rules));
    }
  }

  private static void requireHash(Values values, Reference claim, Encoding encoding, byte[] content)
      throws RefusedException {
    String text = values.required(claim);
    // Of what is signed, either form is the sender's: some write it with padding.
    byte[] hash =
        encoding == Encoding.BASE64URL && text.endsWith("=")
            ? Encoding.BASE64URL.decodePadded(text)
            : encoding.decode(text);
    if (hash == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, claim + " is not " + encoding.schemeName());
    }
    if (!MessageDigest.isEqual(Digests.of("SHA-256").digest(content), hash)) {
      throw new RefusedException(
          Refusal.Reason.MISMATCH, claim + " is of another request than this");
    }
  }

  /** A number less up to nine digits behind a point at its end. */
  private static String withoutFraction(String number) {
    int point = number.lastIndexOf('.');
    int digits = number.length() - 1 - point;
    return point >= 0
            && digits >= 1
            && digits <= 9
            && number.chars().skip(point + 1L).allMatch(c -> c >= '0' && c <= '9')
        ? number.substring(0, point)
        : number;
  }

  /** A NumericDate (RFC 7519, section 2), its fraction of a second left out; null if absent. */
  private static @Nullable Instant numericDate(JsonWebToken token, JsonPointer pointer)
      throws RefusedException {
    if (!token.has(pointer)) {
      return null;
    }
    String text = token.claim(pointer);
    Instant time = text == null ? null : TimeUnit.S.parse(withoutFraction(text));
    if (time == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "claim " + pointer + " is not a count of seconds");
    }
    return time;
  }
}
