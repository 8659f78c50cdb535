package org.gatepost.signature;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sender of a preset whose content is code. Signs with the {@link Signer} or, where that has no
 * private key, with {@link KeyPairSigning}.
 */
final class CodedSender implements Sender {
  private static final Set<String> FORMS = Set.of("plivo-v3", "twilio", "vonage-sms");

  /** Headers that a request has before it is signed: elements of the signature's, an id. */
  private static final Map<String, Map<String, String>> GIVEN =
      Map.of(
          "hygraph", Map.of("gcms-signature", "env=master"),
          "mercado-pago", Map.of("x-request-id", "n-1"));

  /** What the part of the URL begins with that is signed. */
  private static final Map<String, String> SIGNED_URLS =
      Map.of(
          "atlassian-connect", "/webhooks",
          "contentful", "/webhooks",
          "keygen", "/webhooks",
          "mercado-pago", "data.id=",
          "messagebird", "https:",
          "monday", "https:",
          "plivo-v3", "https:",
          "twilio", "https:",
          "twilio-json", "https:",
          "vonage-sms", "source=");

  private static final Set<String> SIGNED_METHODS =
      Set.of("atlassian-connect", "contentful", "keygen");

  private final Scheme scheme;
  private final SchemeDefinition definition;
  private final Verifier verifier;

  CodedSender(Scheme scheme, SchemeDefinition definition) {
    this.scheme = scheme;
    this.definition = definition;
    this.verifier = scheme.verifier(List.of(other(1), secret()));
  }

  @Override
  public String preset() {
    return scheme.name();
  }

  @Override
  public Scheme scheme() {
    return scheme;
  }

  @Override
  public SchemeDefinition definition() {
    return definition;
  }

  @Override
  public Verifier verifier() {
    return verifier;
  }

  @Override
  public boolean isSlow() {
    return definition.algorithm().kind() == Algorithm.Kind.PUBLIC_KEY;
  }

  @Override
  public Secret secret() {
    return other(0);
  }

  @Override
  public Secret other(int number) {
    if (isSlow()) {
      return SenderKey.of(definition, number).secret();
    }
    // Can be read as text, as hex and as base64 alike.
    String key = (number + 40) + "3132333435363738".repeat(4).substring(2);
    return Secret.of(
        number == 0 ? "right" : "other-" + number,
        preset().equals("braintree") ? "public:" + key : key);
  }

  @Override
  public TestRequest request(byte[] filler, Instant time) {
    TestRequest unsigned = unsigned(filler);
    return isSlow()
        ? KeyPairSigning.sign(preset(), unsigned, time, SenderKey.of(definition, 0))
        : unsigned.signed(preset(), secret(), time);
  }

  private TestRequest unsigned(byte[] filler) {
    String text = Base64.getEncoder().encodeToString(filler);
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    TestRequest request =
        TestRequest.of(
            FORMS.contains(preset())
                ? "Event=e&id=id-1&filler=" + encoded
                : preset().equals("braintree")
                    ? "bt_payload=PGEg" + encoded
                    : "{\"id\":\"id-1\",\"filler\":\"" + text + "\"}",
            GIVEN.getOrDefault(preset(), Map.of()));
    if (FORMS.contains(preset())) {
      request = request.with("Content-Type", FormPairs.MEDIA_TYPE);
    }
    return preset().equals("mercado-pago")
        ? request.withUrl(request.url() + "&data.id=12345")
        : request;
  }

  @Override
  public List<TestRequest> changed(byte[] filler, Instant time) {
    TestRequest genuine = request(filler, time);
    List<TestRequest> changed = new ArrayList<>();
    for (String name : signedHeaders(genuine)) {
      String value = genuine.header(name);
      Sender.flipped(value).stream()
          .filter(flipped -> !isSame(name, value, flipped))
          .forEach(flipped -> changed.add(genuine.with(name, flipped)));
    }
    List<byte[]> bodies = Sender.flipped(genuine.body());
    for (byte[] body : bodies.subList(0, 8 * signedLength(genuine.body()))) {
      if (!signsAlike(genuine.body(), body)) {
        changed.add(genuine.withBody(body));
      }
    }
    String url = genuine.url();
    int from = url.indexOf(SIGNED_URLS.getOrDefault(preset(), ""));
    if (SIGNED_URLS.containsKey(preset())) {
      for (String rest : Sender.flipped(url.substring(from))) {
        changed.add(genuine.withUrl(url.substring(0, from) + rest));
      }
    }
    if (SIGNED_METHODS.contains(preset())) {
      Sender.flipped(genuine.method()).stream()
          .filter(method -> !method.equalsIgnoreCase(genuine.method()))
          .forEach(method -> changed.add(genuine.by(method)));
    }
    return changed;
  }

  /** How many bytes of a body are signed, or the signature. */
  private int signedLength(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return switch (preset()) {
      case "braintree" -> body.length;
      case "aws-sns" -> text.indexOf("\",\"SigningCertURL\"");
      default -> signsBody() ? body.length : 0;
    };
  }

  private List<String> signedHeaders(TestRequest request) {
    return request.names().stream().filter(name -> !name.equals("Content-Type")).toList();
  }

  /** Whether two values of a header that differ in one bit stand for the same. */
  private boolean isSame(String name, String value, String flipped) {
    int at = Arrays.mismatch(value.toCharArray(), flipped.toCharArray());
    int hex = value.replaceFirst("[0-9a-f]{16,}$", "").length();
    boolean anyCase =
        at < definition.signature().prefix().length()
            || at >= hex
            || name.equals("x-contentful-signed-headers");
    return anyCase && flipped.equalsIgnoreCase(value);
  }

  @Override
  public List<TestRequest> withOtherLengths(byte[] filler, Instant time) {
    TestRequest genuine = request(filler, time);
    List<TestRequest> others = new ArrayList<>();
    for (String name : genuine.names()) {
      if (definition.signature().isIn(name)) {
        Sender.ofOtherLengths(genuine.header(name))
            .forEach(text -> others.add(genuine.with(name, text)));
      }
    }
    return others;
  }

  @Override
  public List<String> singleHeaders() {
    TestRequest request = request(new byte[4], SIGNED_AT);
    return switch (Presets.signedBy(preset())) {
      // Structured fields, and fields that are signed, may be spread over several lines.
      case "http-message" -> List.of();
      case "draft-cavage" -> List.of("Keygen-Signature");
      default ->
          signedHeaders(request).stream()
              .filter(
                  name ->
                      definition.signature().format() != SignatureFormat.LIST
                          || !definition.signature().isIn(name))
              .toList();
    };
  }

  @Override
  public boolean signsBody() {
    return definition.content().coversBody();
  }

  @Override
  public boolean signsAlike(byte[] body, byte[] other) {
    return FORMS.contains(preset()) || preset().equals("braintree")
        ? GluedForm.of(body).equals(GluedForm.of(other))
        : Arrays.equals(body, other);
  }
}
