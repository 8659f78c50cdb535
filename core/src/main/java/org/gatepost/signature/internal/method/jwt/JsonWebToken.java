package org.gatepost.signature.internal.method.jwt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.scheme.Claims;
import org.gatepost.signature.internal.scheme.SignatureForm;
import org.gatepost.signature.internal.scheme.Values;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token in compact serialization (RFC 7515, section 7.1, and RFC 7519), taken apart but
 * not verified. Of its header only {@code alg}, {@code crit} and {@code b64} are read: what else it
 * says of keys ({@code kid}, {@code jku}, {@code jwk}, {@code x5u}, {@code x5c}) chooses none.
 * Immutable.
 */
final class JsonWebToken implements Claims {
  /** A longer token in a header or URL is refused (inclusive bound, in characters). */
  static final int MAX_LENGTH = 16_384;

  /** Audiences behind this many are not seen (inclusive bound). */
  static final int MAX_AUDIENCES = 8;

  static final JsonPointer EXPIRES = JsonPointer.parse("/exp");
  static final JsonPointer NOT_BEFORE = JsonPointer.parse("/nbf");

  private static final JsonPointer ALGORITHM = JsonPointer.parse("/alg");
  private static final JsonPointer CRITICAL = JsonPointer.parse("/crit");
  private static final JsonPointer FIRST_CRITICAL = JsonPointer.parse("/crit/0");
  private static final JsonPointer SECOND_CRITICAL = JsonPointer.parse("/crit/1");
  private static final JsonPointer BASE64 = JsonPointer.parse("/b64");
  private static final List<JsonPointer> HEADER =
      List.of(ALGORITHM, CRITICAL, FIRST_CRITICAL, SECOND_CRITICAL, BASE64);
  private static final JsonPointer AUDIENCE = JsonPointer.parse("/aud");
  private static final List<JsonPointer> AUDIENCES =
      IntStream.range(0, MAX_AUDIENCES).mapToObj(i -> JsonPointer.parse("/aud/" + i)).toList();

  private final JsonFields header;
  private final JsonFields claims;
  private final byte[] signed;
  private final byte[] signature;

  private JsonWebToken(JsonFields header, JsonFields claims, byte[] signed, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * Takes the tokens of a scheme apart. Immutable.
   *
   * @param form how the signatures are written that the tokens are
   * @param detached whether the body itself is the payload
   * @param pointers what is read of the claims
   */
  record Reader(SignatureForm form, boolean detached, List<JsonPointer> pointers)
      implements Claims.Reader {

    Reader {
      List<JsonPointer> all = new ArrayList<>(pointers);
      all.addAll(List.of(EXPIRES, NOT_BEFORE, AUDIENCE));
      all.addAll(AUDIENCES);
      pointers = List.copyOf(all);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RefusedException if it is not a token, or has critical extensions (RFC 7515, section
     *     4.1.11), of which {@code b64} is known to schemes with detached tokens and none to others
     */
    @Override
    public JsonWebToken read(String text, byte[] body) throws RefusedException {
      return parse(this, text, body);
    }
  }

  /** The token of a request. */
  static JsonWebToken of(Values values) throws RefusedException {
    // The reader of its scheme makes no other claims.
    return (JsonWebToken) values.claims();
  }

  private static JsonWebToken parse(Reader reader, String text, byte[] body)
      throws RefusedException {
    String token = withoutPrefix(reader.form(), text);
    if (!reader.form().isBody() && token.length() > MAX_LENGTH) {
      throw malformed("the token has more than " + MAX_LENGTH + " characters");
    }
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first < 1 || second < 0 || token.indexOf('.', second + 1) >= 0) {
      throw malformed("the token is not three parts with dots between them");
    }
    byte[] headerText = decode(token.substring(0, first));
    JsonFields header = JsonFields.read(headerText, HEADER);
    requireExtensions(header, reader.detached());
    byte[] signed = token.substring(0, second).getBytes(StandardCharsets.US_ASCII);
    byte[] claims;
    if (!reader.detached()) {
      claims = decode(token.substring(first + 1, second));
    } else if (second == first + 1) {
      // RFC 7797, section 3: the header and a dot, then the payload as it is.
      signed = concatenated(token.substring(0, first + 1), body);
      claims = headerText;
    } else {
      throw malformed("the token has a payload of its own beside the body");
    }
    return new JsonWebToken(
        header,
        JsonFields.read(claims, reader.pointers()),
        signed,
        decode(token.substring(second + 1)));
  }

  private static byte[] concatenated(String header, byte[] payload) {
    byte[] both =
        Arrays.copyOf(header.getBytes(StandardCharsets.US_ASCII), header.length() + payload.length);
    System.arraycopy(payload, 0, both, header.length(), payload.length);
    return both;
  }

  private static void requireExtensions(JsonFields header, boolean detached)
      throws RefusedException {
    if (!detached) {
      // Also b64 alone: whoever knows it signs other bytes than whoever ignores it.
      if (header.has(CRITICAL) || header.has(BASE64)) {
        throw malformed("the token has critical extensions");
      }
    } else if (header.isAmbiguous(CRITICAL)
        || header.isAmbiguous(BASE64)
        || !"b64".equals(header.value(FIRST_CRITICAL))
        || header.has(SECOND_CRITICAL)
        || !"false".equals(header.value(BASE64))) {
      throw malformed("the token is not detached as in RFC 7797");
    }
  }

  private static String withoutPrefix(SignatureForm form, String text) throws RefusedException {
    String prefix = form.prefix().strip();
    if (prefix.isEmpty()) {
      return text;
    }
    // The name of an authentication scheme is in any case (RFC 9110, section 11.1).
    if (text.regionMatches(true, 0, prefix + " ", 0, prefix.length() + 1)) {
      return text.substring(prefix.length() + 1).strip();
    } else if (form.prefixOptional()) {
      return text;
    }
    throw malformed(form.placeNames() + " does not begin with " + prefix);
  }

  private static byte[] decode(String part) throws RefusedException {
    byte[] bytes = Encoding.BASE64URL.decode(part);
    if (bytes == null || bytes.length == 0) {
      throw malformed("a part of the token is not base64url");
    }
    return bytes;
  }

  /** The name of the algorithm that the token claims to be signed with, or null. */
  @Nullable String algorithm() {
    // A name that comes twice is no name.
    return header.isAmbiguous(ALGORITHM) ? null : header.value(ALGORITHM);
  }

  /**
   * {@inheritDoc}
   *
   * @param pointer one of the scheme's, or of those that are registered here
   * @throws RefusedException if it is there twice (RFC 7519, section 4)
   */
  @Override
  public @Nullable String claim(JsonPointer pointer) throws RefusedException {
    if (claims.isAmbiguous(pointer)) {
      throw malformed("claim " + pointer + " is there twice");
    }
    String value = claims.value(pointer);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * Refuses a token whose claims are no JSON: none of them could say anything.
   *
   * @throws RefusedException if so
   */
  void requireClaims() throws RefusedException {
    if (!claims.isJson()) {
      throw new RefusedException(
          Refusal.Reason.UNREADABLE, "the claims of the token are not JSON in UTF-8");
    }
  }

  /** Whether there is a claim, of whatever kind. */
  boolean has(JsonPointer pointer) {
    return claims.has(pointer);
  }

  /** Whether the token is meant for somebody (RFC 7519, section 4.1.3). */
  boolean isFor(String audience) throws RefusedException {
    boolean found = audience.equals(claim(AUDIENCE));
    for (JsonPointer element : AUDIENCES) {
      found |= audience.equals(claim(element));
    }
    return found;
  }

  /** What is signed: header and payload as they were sent (RFC 7515, section 5.2). */
  byte[] signed() {
    return signed;
  }

  byte[] signature() {
    return signature;
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Refusal.Reason.MALFORMED, detail);
  }
}
