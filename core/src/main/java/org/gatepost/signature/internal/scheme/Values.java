package org.gatepost.signature.internal.scheme;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.SignedRequest;
import org.gatepost.signature.internal.format.Encoding;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.RefusedException;
import org.gatepost.signature.internal.format.Sink;
import org.gatepost.signature.internal.format.TimeUnit;
import org.gatepost.signature.internal.key.Digests;
import org.jspecify.annotations.Nullable;

/** What a scheme's references stand for in one request. Not thread-safe. */
public final class Values implements Places {
  private final SchemeDefinition scheme;
  private final SignedRequest request;
  private final Instant receivedAt;
  private @Nullable List<SignedContent.Text> signedTexts;
  private @Nullable SignatureHeader signature;
  private @Nullable String time;
  private @Nullable BodyFields body;
  private @Nullable JsonFields event;
  private @Nullable NameValuePairs pairs;
  private @Nullable Claims claims;

  /** The values of a request that is not received but made, or looked at once more. */
  public Values(SchemeDefinition scheme, SignedRequest request) {
    this(scheme, request, Instant.EPOCH);
  }

  public Values(SchemeDefinition scheme, SignedRequest request, Instant receivedAt) {
    this.scheme = scheme;
    this.request = request;
    this.receivedAt = receivedAt;
  }

  /** What an event of the request has: its own fields, and all else as the request has it. */
  public Values of(JsonFields one) {
    Values ofEvent = new Values(scheme, request, receivedAt);
    ofEvent.signedTexts = signedTexts;
    ofEvent.signature = signature;
    ofEvent.body = body();
    ofEvent.pairs = pairs;
    ofEvent.claims = claims;
    ofEvent.event = one;
    return ofEvent;
  }

  /** What the same request has in another scheme. */
  public Values in(SchemeDefinition other) {
    return new Values(other, request, receivedAt);
  }

  /** The scheme whose places these are. */
  public SchemeDefinition scheme() {
    return scheme;
  }

  /** When the request came. */
  public Instant receivedAt() {
    return receivedAt;
  }

  @Override
  public List<SignedContent.Text> signedTexts() throws RefusedException {
    if (signedTexts == null) {
      signedTexts = scheme.content().texts(this);
    }
    return signedTexts;
  }

  /** From now on the only text: the one that the sender did sign. */
  public void signed(SignedContent.Text text) {
    if (signedTexts == null || signedTexts.size() > 1) {
      signedTexts = List.of(text);
    }
  }

  /** As {@link #signed(SignedContent.Text)}, as found with the same request in another scheme. */
  public void signedAs(Values others) {
    signedTexts = others.signedTexts;
  }

  /** The signatures, taken apart. */
  public SignatureHeader signature() throws RefusedException {
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
      return SignatureHeader.parse(scheme.signature(), scheme.algorithm(), texts);
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

  /** The claims of a scheme that signs with a token, not verified. */
  public Claims claims() throws RefusedException {
    if (claims == null) {
      // No other scheme refers to any.
      claims =
          Objects.requireNonNull(scheme.claims()).read(signatureTexts(true).get(0), request.body());
    }
    return claims;
  }

  /** The body where it is a token itself. */
  private String bodyText() {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private boolean repeatable() {
    return scheme.signature().format() == SignatureForm.Format.LIST
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
  public @Nullable Instant signedAt() throws RefusedException {
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

  @Override
  public SignedRequest request() {
    return request;
  }

  @Override
  public @Nullable String text(Reference reference) throws RefusedException {
    return switch (reference.kind()) {
      case HEADER -> header(reference, true);
      case ELEMENT -> signature().element(reference.name());
      case JSON -> body().text(reference);
      case EVENT -> eventText(reference);
      case CLAIM -> claims().claim(reference.pointer());
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

  private @Nullable String eventText(Reference reference) throws RefusedException {
    if (event != null) {
      return BodyFields.text(event, reference, true);
    }
    // Nothing is nobody's event: some senders' GET have no body.
    if (request.body().length == 0) {
      return null;
    }
    // Of several events no field stands for all.
    return events().count() > 0 ? null : body().text(reference.inBody());
  }

  /**
   * The events of the request, none if it is itself the one event.
   *
   * @throws RefusedException if its body does not say clearly what they are
   */
  public EventList events() throws RefusedException {
    return body().events(this);
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

  @Override
  public String path() {
    return pairs().path();
  }

  @Override
  public String query() {
    return pairs().query();
  }

  private NameValuePairs pairs() {
    if (pairs == null) {
      pairs = new NameValuePairs(request);
    }
    return pairs;
  }

  @Override
  public String required(Reference reference) throws RefusedException {
    String text = text(reference);
    if (text == null) {
      throw new RefusedException(Refusal.Reason.MISSING, reference + " is missing or empty");
    }
    return text;
  }

  @Override
  public void write(Reference reference, Sink sink) throws RefusedException {
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
  public BodyFields body() {
    if (body == null) {
      body = new BodyFields(scheme.bodies(), request);
    }
    return body;
  }
}
