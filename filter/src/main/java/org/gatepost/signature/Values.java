package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What a scheme's references stand for in one request. Not thread-safe. */
final class Values {
  private final SchemeDefinition scheme;
  private final SignedRequest request;
  private final Instant receivedAt;
  private @Nullable List<SignedContent.Text> signedTexts;
  private @Nullable SignatureHeader signature;
  private @Nullable String time;
  private @Nullable BodyFields body;
  private @Nullable NameValuePairs pairs;
  private @Nullable JsonWebToken token;

  /** The values of a request that is not received but made, or looked at once more. */
  Values(SchemeDefinition scheme, SignedRequest request) {
    this(scheme, request, Instant.EPOCH);
  }

  Values(SchemeDefinition scheme, SignedRequest request, Instant receivedAt) {
    this.scheme = scheme;
    this.request = request;
    this.receivedAt = receivedAt;
  }

  /** What the same request has in another scheme. */
  Values in(SchemeDefinition other) {
    return new Values(other, request, receivedAt);
  }

  /** When the request came. */
  Instant receivedAt() {
    return receivedAt;
  }

  /** The texts that the sender may have signed, most likely first; at least one. */
  List<SignedContent.Text> signedTexts() throws RefusedException {
    if (signedTexts == null) {
      signedTexts = scheme.content().texts(this);
    }
    return signedTexts;
  }

  /** From now on the only text: the one that the sender did sign. */
  void signed(SignedContent.Text text) {
    if (signedTexts == null || signedTexts.size() > 1) {
      signedTexts = List.of(text);
    }
  }

  /** As {@link #signed(SignedContent.Text)}, as found with the same request in another scheme. */
  void signedAs(Values others) {
    signedTexts = others.signedTexts;
  }

  /** The signatures, taken apart. */
  SignatureHeader signature() throws RefusedException {
    if (signature == null) {
      SignatureHeader parsed = parsedSignature();
      if (!parsed.isVisibleAscii()) {
        signatureTexts(true);
      }
      signature = parsed;
    }
    return signature;
  }

  private SignatureHeader parsedSignature() throws RefusedException {
    List<String> texts = signatureTexts(false);
    try {
      return SignatureHeader.parse(scheme, texts);
    } catch (RefusedException malformed) {
      // What no header may have is told first.
      signatureTexts(true);
      throw malformed;
    }
  }

  /**
   * What stands at the places of the signatures.
   *
   * @param checked whether headers with other characters than visible ASCII are refused
   */
  private List<String> signatureTexts(boolean checked) throws RefusedException {
    List<Reference> places = scheme.signature().places();
    if (places.size() == 1) {
      String text = signatureText(places.get(0), checked);
      if (text != null && !text.isEmpty()) {
        return List.of(text);
      }
    }
    List<String> texts = new ArrayList<>();
    for (Reference place : places) {
      String text = signatureText(place, checked);
      if (text != null && !text.isEmpty()) {
        texts.add(text);
      }
    }
    if (texts.isEmpty()) {
      throw new RefusedException(
          Refusal.Reason.MISSING, scheme.signature().placeNames() + " is missing or empty");
    }
    return texts;
  }

  private @Nullable String signatureText(Reference place, boolean checked) throws RefusedException {
    return switch (place.kind()) {
      case BODY -> bodyText();
      case HEADER -> repeatable() ? joined(place, checked) : header(place, checked);
      default -> text(place);
    };
  }

  /** The token of a scheme that signs with one, taken apart but not verified. */
  JsonWebToken token() throws RefusedException {
    if (token == null) {
      token = JsonWebToken.parse(scheme, signatureTexts(true).get(0), request.body());
    }
    return token;
  }

  /** The body where it is a token itself. */
  private String bodyText() {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private boolean repeatable() {
    return scheme.signature().format() == SignatureFormat.LIST
        && scheme.signature().separator() == ',';
  }

  /** A header that is a list: several lines are one, joined by commas (RFC 9110, section 5.3). */
  private @Nullable String joined(Reference header, boolean checked) throws RefusedException {
    for (String name : header.names()) {
      List<String> lines = request.headers(name);
      String value = lines.size() == 1 ? lines.get(0) : String.join(",", lines);
      if (!value.isEmpty()) {
        return checked ? visibleAscii(name, value) : value;
      }
    }
    return null;
  }

  /** The signed time, or null if the scheme has none. */
  @Nullable Instant signedAt() throws RefusedException {
    if (scheme.time() == null) {
      return null;
    }
    String text = required(Reference.TIME);
    Instant time = scheme.timeUnit().parse(text);
    if (time == null) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          "the time is not " + scheme.timeUnit().description(),
          () -> TimeUnit.hint(text));
    }
    if (scheme.content().fixesTime() && !scheme.timeUnit().isWhole(text)) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED,
          "the time is not as long as " + scheme.timeUnit().description() + " of today");
    }
    return time;
  }

  /** The request whose values these are. */
  SignedRequest request() {
    return request;
  }

  /** The text at the place, or null if it is absent or empty. */
  @Nullable String text(Reference reference) throws RefusedException {
    return switch (reference.kind()) {
      case HEADER -> header(reference, true);
      case ELEMENT -> signature().element(reference.name());
      case JSON -> body().text(reference);
      case CLAIM -> token().claim(reference.pointer());
      case FORM -> pairs().formField(reference.name());
      case QUERY -> pairs().queryParameter(reference.name());
      case TIME -> time();
      case ID -> chosen(scheme.id());
      case METHOD -> request.method();
      case URL -> request.url();
      case CONFIGURED_URL -> request.configuredUrl().orElse(request.url());
      case ENDPOINT -> pairs().endpoint();
      case DECODED_URL -> pairs().decodedUrl();
      case PATH -> path();
      case SORTED_QUERY -> pairs().sortedQuery();
      case SORTED_FORM -> FormPairs.parse(request.body()).glued();
      case CRC32 -> checksum();
      case WEBHOOK_ID -> scheme.webhookId();
      case SHA256_HEX -> Encoding.HEX.encode(bodyDigest());
      case SHA256_BASE64 -> Encoding.BASE64.encode(bodyDigest());
      // These have bytes rather than a text, and whoever has the secret puts it in itself.
      case BODY, SHA256, SECRET -> null;
    };
  }

  private @Nullable String time() throws RefusedException {
    if (time == null) {
      time = chosen(scheme.time());
    }
    return time;
  }

  private @Nullable String chosen(@Nullable Choice choice) throws RefusedException {
    return choice == null ? null : choice.value(this);
  }

  private byte[] bodyDigest() {
    return Digests.of("SHA-256").digest(request.body());
  }

  private String checksum() {
    CRC32 checksum = new CRC32();
    checksum.update(request.body());
    return Long.toString(checksum.getValue());
  }

  /** The URL from its path on, with the query. */
  String path() {
    return pairs().path();
  }

  /** The query of the URL as it was sent; empty if there is none. */
  String query() {
    return pairs().query();
  }

  private NameValuePairs pairs() {
    if (pairs == null) {
      pairs = new NameValuePairs(request);
    }
    return pairs;
  }

  /** The text at the place, which must be there. */
  String required(Reference reference) throws RefusedException {
    String text = text(reference);
    if (text == null) {
      throw new RefusedException(Refusal.Reason.MISSING, reference + " is missing or empty");
    }
    return text;
  }

  /** Writes what a sender signs for the place. */
  void write(Reference reference, SignedContent.Sink sink) throws RefusedException {
    switch (reference.kind()) {
      case BODY -> sink.update(request.body());
      case SHA256 -> sink.update(bodyDigest());
      // A URL without a query has an empty one.
      case SORTED_QUERY -> sink.update(pairs().sortedQuery());
      default -> sink.update(required(reference));
    }
  }

  private @Nullable String header(Reference header, boolean checked) throws RefusedException {
    for (String name : header.names()) {
      List<String> values = request.headers(name);
      if (values.size() > 1) {
        throw new RefusedException(
            Refusal.Reason.MALFORMED, "header " + name + " is there " + values.size() + " times");
      }
      String value = values.isEmpty() ? "" : values.get(0);
      if (!value.isEmpty()) {
        return checked ? visibleAscii(name, value) : value;
      }
    }
    return null;
  }

  private static String visibleAscii(String name, String value) throws RefusedException {
    // Containers differ in how they decode other bytes, so what was signed could not be told.
    if (!SignatureHeader.isVisibleAscii(value, 0, value.length())) {
      throw new RefusedException(
          Refusal.Reason.MALFORMED, "header " + name + " has a character beyond visible ASCII");
    }
    return value;
  }

  /** The fields of the body. */
  BodyFields body() {
    if (body == null) {
      body = new BodyFields(scheme, request);
    }
    return body;
  }
}
