package org.gatepost.signature;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sender of a preset whose content is a template. Signs with a key of its own and with nothing
 * of the {@link Signer}; what is signed is the scheme's content, which known answers test.
 */
final class TemplateSender implements Sender {
  private final Scheme preset;
  private final Verifier verifier;
  private final SchemeDefinition scheme;
  private final SenderKey key;
  private final List<Reference> timePlaces;
  private final List<Reference> idPlaces;
  private final Reference place;

  TemplateSender(Scheme preset, SchemeDefinition scheme) {
    this.preset = preset;
    this.scheme = scheme;
    this.key = SenderKey.of(scheme, 0);
    this.timePlaces = first(scheme.time());
    this.idPlaces = first(scheme.id());
    this.place = scheme.signature().places().get(0);
    this.verifier = preset.verifier(List.of(other(1), secret()));
  }

  @Override
  public String preset() {
    return preset.name();
  }

  @Override
  public Scheme scheme() {
    return preset;
  }

  @Override
  public Verifier verifier() {
    return verifier;
  }

  @Override
  public boolean isSlow() {
    return scheme.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY;
  }

  @Override
  public Secret secret() {
    return key.secret();
  }

  @Override
  public Secret other(int number) {
    return SenderKey.of(scheme, number).secret();
  }

  @Override
  public boolean signsBody() {
    return scheme.algorithm().kind() != Algorithm.Kind.TOKEN && scheme.content().coversBody();
  }

  @Override
  public boolean signsAlike(byte[] body, byte[] other) {
    return covers(Reference.Kind.SORTED_FORM)
        ? GluedForm.of(body).equals(GluedForm.of(other))
        : Arrays.equals(body, other);
  }

  @Override
  public SchemeDefinition definition() {
    return scheme;
  }

  @Override
  public TestRequest request(byte[] filler, Instant time) {
    return genuine(filler, time).request();
  }

  /** A genuine request in parts. */
  Genuine genuine(byte[] filler, Instant time) {
    try {
      return signed(new Genuine(filler, texts(time), ""));
    } catch (RefusedException e) {
      throw new AssertionError(preset() + ": " + e.refusal(), e);
    }
  }

  /**
   * A request with a right signature, whatever its body, id and type are; without one where nothing
   * can be signed for want of a value.
   */
  SignedRequest signed(byte[] body, String idAndType) {
    Map<Reference, String> texts = texts(SIGNED_AT);
    idPlaces.forEach(r -> texts.put(r, idAndType));
    first(scheme.type()).forEach(r -> texts.put(r, idAndType));
    Genuine unsigned = new Genuine(body, texts, "", body);
    try {
      return signed(unsigned).request();
    } catch (RefusedException cannotBeSigned) {
      return unsigned.with(signatureText(texts, wrong())).request();
    }
  }

  private Genuine signed(Genuine unsigned) throws RefusedException {
    TestRequest request = unsigned.with(signatureText(unsigned.texts, wrong())).request();
    return unsigned.with(signatureText(unsigned.texts, key.sign(contentOf(request))));
  }

  /** What the signature of a request that has all it needs is made of. */
  byte[] content(SignedRequest request) {
    try {
      return contentOf(request);
    } catch (RefusedException e) {
      throw new AssertionError(preset() + ": " + e.refusal(), e);
    }
  }

  private byte[] contentOf(SignedRequest request) throws RefusedException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (scheme.algorithm().kind() != Algorithm.Kind.TOKEN) {
      Values values = new Values(scheme, request);
      values.signedTexts().get(0).writeTo(content::writeBytes, values, key.shared());
    }
    return content.toByteArray();
  }

  private byte[] wrong() {
    byte[] wrong = new byte[Math.max(1, scheme.algorithm().lengthInBytes())];
    Arrays.fill(wrong, (byte) 'x');
    return wrong;
  }

  /** A wrong signature as it stands in a list. */
  String wrongItem() {
    String text = signatureText(Map.of(), wrong());
    boolean positional = scheme.signature().format() == SignatureFormat.POSITIONAL;
    return positional ? text.substring(1) : text;
  }

  /** Whether the {@link Signer} signs this: with a shared key, in a header. */
  boolean isSharedInAHeader() {
    return scheme.algorithm().kind() != Algorithm.Kind.PUBLIC_KEY
        && place.is(Reference.Kind.HEADER);
  }

  /** The headers that the {@link Signer} must be given, since they are neither time nor id. */
  Map<String, String> givenHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Reference reference : scheme.content().references()) {
      if (reference.is(Reference.Kind.HEADER)) {
        headers.put(reference.name(), "n-1");
      }
    }
    return headers;
  }

  /** A signature as it stands in its place, with the elements beside it. */
  String signatureText(Map<Reference, String> texts, byte[] signature) {
    SignatureForm form = scheme.signature();
    String encoded = form.encoding().encode(signature);
    Stream<Map.Entry<Reference, String>> elements =
        texts.entrySet().stream().filter(e -> e.getKey().is(Reference.Kind.ELEMENT));
    String separator = String.valueOf(form.separator());
    return switch (form.format()) {
      case SINGLE, LIST -> form.prefix() + encoded;
      case POSITIONAL ->
          elements.map(Map.Entry::getValue).collect(Collectors.joining()) + separator + encoded;
      case ELEMENTS ->
          Stream.concat(
                  elements.map(e -> e.getKey().name() + "=" + e.getValue()),
                  Stream.of(form.element() + "=" + encoded))
              .collect(Collectors.joining(separator));
    };
  }

  @Override
  public List<TestRequest> changed(byte[] filler, Instant time) {
    Genuine genuine = genuine(filler, time);
    TestRequest request = genuine.request();
    List<TestRequest> changed = new ArrayList<>();
    for (String text : Sender.flipped(genuine.signature)) {
      // A hex digit's case is all that may change: it stands for the same bytes.
      if (scheme.signature().encoding() != Encoding.HEX || !isSameHex(genuine.signature, text)) {
        changed.add(genuine.with(text).request());
      }
    }
    for (Map.Entry<Reference, String> text : genuine.texts.entrySet()) {
      // Elements stand in the signature's text.
      if (isCovered(text.getKey()) && !text.getKey().is(Reference.Kind.ELEMENT)) {
        Sender.flipped(text.getValue())
            .forEach(flipped -> changed.add(genuine.with(text.getKey(), flipped).request()));
      }
    }
    if (signsBody()) {
      Sender.flipped(request.body()).stream()
          .filter(body -> !signsAlike(request.body(), body))
          .forEach(body -> changed.add(request.withBody(body)));
    }
    int urlFrom = coveredUrlFrom(request.url());
    Sender.flipped(request.url().substring(urlFrom))
        .forEach(rest -> changed.add(request.withUrl(request.url().substring(0, urlFrom) + rest)));
    if (covers(Reference.Kind.METHOD)) {
      Sender.flipped("POST").forEach(method -> changed.add(request.by(method)));
    }
    return changed;
  }

  @Override
  public List<TestRequest> withOtherLengths(byte[] filler, Instant time) {
    Genuine genuine = genuine(filler, time);
    return Sender.ofOtherLengths(genuine.signature).stream()
        .map(other -> genuine.with(other).request())
        .toList();
  }

  @Override
  public List<String> singleHeaders() {
    return Stream.concat(
            Stream.of(place), texts(SIGNED_AT).keySet().stream().filter(this::isCovered))
        .filter(reference -> reference.is(Reference.Kind.HEADER))
        // Several lines of a list are one (RFC 9110, section 5.3).
        .filter(reference -> !(reference.equals(place) && isListWithCommas()))
        .map(Reference::name)
        .toList();
  }

  private boolean isListWithCommas() {
    return scheme.signature().format() == SignatureFormat.LIST
        && scheme.signature().separator() == ',';
  }

  private boolean isSameHex(String signature, String other) {
    int start = signature.replaceFirst("[0-9a-f]+$", "").length();
    return signature.startsWith(other.substring(0, start)) && signature.equalsIgnoreCase(other);
  }

  private int coveredUrlFrom(String url) {
    if (covers(Reference.Kind.URL)
        || covers(Reference.Kind.CONFIGURED_URL)
        || covers(Reference.Kind.DECODED_URL)) {
      return 0;
    } else if (covers(Reference.Kind.PATH)) {
      return url.indexOf('/', url.indexOf("://") + 3);
    }
    return covers(Reference.Kind.SORTED_QUERY) ? url.indexOf('?') + 1 : url.length();
  }

  private boolean covers(Reference.Kind kind) {
    return scheme.content().references().stream().anyMatch(r -> r.is(kind));
  }

  /** Whether a text is under the signature, other than with the whole body. */
  private boolean isCovered(Reference reference) {
    SignedContent content = scheme.content();
    boolean signed =
        content.references().contains(reference)
            || (content.covers(Reference.TIME) && timePlaces.contains(reference))
            || (content.covers(Reference.ID) && idPlaces.contains(reference));
    return signed || scheme.requirements().stream().anyMatch(r -> r.place().equals(reference));
  }

  /** What stands in each place that the scheme reads, the signature's aside. */
  private Map<Reference, String> texts(Instant time) {
    Map<Reference, String> texts = new LinkedHashMap<>();
    scheme.requirements().forEach(r -> texts.put(r.place(), r.value()));
    timePlaces.forEach(r -> texts.put(r, scheme.timeUnit().format(time)));
    for (Reference reference : scheme.content().references()) {
      if (reference.isWritten()) {
        texts.putIfAbsent(reference, "n-1");
      }
    }
    idPlaces.forEach(r -> texts.putIfAbsent(r, "id-1"));
    first(scheme.type()).forEach(r -> texts.putIfAbsent(r, "t"));
    texts.remove(place);
    return texts;
  }

  /** Whether the scheme takes a body that is neither JSON nor text. */
  private boolean takesAnyBody() {
    SignedContent content = scheme.content();
    return !scheme.handshake().isKeyed()
        && !content.signsUrl()
        && scheme.algorithm().kind() != Algorithm.Kind.DIGEST
        // Between an id and the body there is a time, but nothing that ends it.
        && !preset().equals("twitch");
  }

  private boolean isNeeded(Reference reference) {
    return isCovered(reference) || timePlaces.contains(reference) || reference.equals(place);
  }

  private static List<Reference> first(Choice choice) {
    return choice == null ? List.of() : choice.templates().get(0).references();
  }

  /** A request in parts, put together when asked for. */
  final class Genuine {
    private final byte[] filler;
    private final Map<Reference, String> texts;
    private final String signature;
    // The body as it is, or null for one that has what the scheme reads.
    private final byte[] raw;

    Genuine(byte[] filler, Map<Reference, String> texts, String signature) {
      this(filler, texts, signature, null);
    }

    Genuine(byte[] filler, Map<Reference, String> texts, String signature, byte[] raw) {
      this.filler = filler;
      this.texts = texts;
      this.signature = signature;
      this.raw = raw;
    }

    String signature() {
      return signature;
    }

    Genuine with(String otherSignature) {
      return new Genuine(filler, texts, otherSignature, raw);
    }

    Genuine with(Reference reference, String text) {
      Map<Reference, String> other = new LinkedHashMap<>(texts);
      other.put(reference, text);
      return new Genuine(filler, other, signature, raw);
    }

    TestRequest request() {
      Map<Reference, String> all = new LinkedHashMap<>(texts);
      all.put(place, signature);
      Map<String, String> headers = new LinkedHashMap<>();
      StringBuilder url = new StringBuilder("https://example.com/webhooks?source=test");
      all.forEach(
          (reference, text) -> {
            if (reference.is(Reference.Kind.HEADER)) {
              headers.put(reference.name(), text);
            } else if (reference.is(Reference.Kind.QUERY)) {
              url.append('&').append(pair(reference.name(), text));
            }
          });
      return TestRequest.of(raw == null ? body(all) : raw, headers).withUrl(url.toString());
    }

    private byte[] body(Map<Reference, String> all) {
      String text = Base64.getEncoder().encodeToString(filler);
      boolean form =
          covers(Reference.Kind.SORTED_FORM)
              || all.keySet().stream().anyMatch(r -> r.is(Reference.Kind.FORM) && isNeeded(r));
      boolean fields = form || all.keySet().stream().anyMatch(r -> r.isInBody() && isNeeded(r));
      // What could be the challenge of a handshake is refused, which is tested elsewhere.
      if (!fields && filler.length % 2 == 1 && takesAnyBody()) {
        return filler;
      }
      if (form) {
        List<String> pairs = new ArrayList<>();
        pairs.add(
            scheme.bodies().jsonField().isEmpty()
                ? pair("filler", text)
                : pair(scheme.bodies().jsonField(), "[\"" + text + "\"]"));
        all.forEach(
            (reference, value) -> {
              if (reference.is(Reference.Kind.FORM)) {
                pairs.add(pair(reference.name(), value));
              }
            });
        return String.join("&", pairs).getBytes(StandardCharsets.UTF_8);
      }
      Map<List<String>, String> members = new LinkedHashMap<>();
      all.forEach(
          (reference, value) -> {
            if (reference.is(Reference.Kind.JSON)) {
              members.put(reference.names(), value);
            }
          });
      members.putIfAbsent(List.of("filler"), text);
      return WrittenJson.of(members).getBytes(StandardCharsets.UTF_8);
    }

    private static String pair(String name, String value) {
      return URLEncoder.encode(name, StandardCharsets.UTF_8)
          + "="
          + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }
}
