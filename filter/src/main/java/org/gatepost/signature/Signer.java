package org.gatepost.signature;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs as a sender does, for tests and for sending. Immutable and thread-safe.
 *
 * <pre>{@code
 * Signer github = Scheme.preset("github").signer(Secret.of("test", "It's a secret"));
 * Map<String, String> headers = github.sign(body, Instant.now(), Map.of("X-GitHub-Event", "push"));
 * }</pre>
 */
public final class Signer {
  private final SchemeDefinition scheme;
  private final SharedKey key;
  private final @Nullable JwtSigner tokens;
  private final String signatureHeader;
  private final @Nullable HttpMessageSigner httpMessage;

  Signer(SchemeDefinition scheme, Secret secret) {
    this.scheme = scheme;
    this.key = SharedKey.of(scheme.formFor(secret), secret);
    this.tokens = scheme.signedBy() == SignedBy.JWT ? new JwtSigner(scheme, secret) : null;
    this.httpMessage =
        scheme.signedBy() == SignedBy.HTTP_MESSAGE ? new HttpMessageSigner(scheme, secret) : null;
    Reference place = scheme.signature().places().get(0);
    if (!place.is(Reference.Kind.HEADER)) {
      throw new IllegalArgumentException("this scheme has its signature in no header");
    }
    this.signatureHeader = place.name();
  }

  /**
   * The headers of a genuine POST request whose URL is not signed.
   *
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides; where the scheme signs an id header that
   *     is not among them, a random id is added
   * @return the given headers, and those that the scheme adds
   * @throws IllegalArgumentException if something that the scheme signs is missing
   */
  public Map<String, String> sign(byte[] body, Instant time, Map<String, String> headers) {
    return sign("POST", "", body, time, headers);
  }

  /**
   * The headers of a genuine request.
   *
   * @param method the request's method
   * @param url the absolute URL that the request goes to
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides; where the scheme signs an id header that
   *     is not among them, a random id is added
   * @return the given headers, and those that the scheme adds
   * @throws IllegalArgumentException if something that the scheme signs is missing
   */
  public Map<String, String> sign(
      String method, String url, byte[] body, Instant time, Map<String, String> headers) {
    Map<String, String> signed = new LinkedHashMap<>(headers);
    if (tokens != null) {
      signed.put(signatureHeader, token(tokens, new Outgoing(method, url, body, signed), time));
      return signed;
    }
    String timeText = scheme.timeUnit().format(time);
    addHeader(signed, scheme.time(), timeText);
    Reference id = firstReference(scheme.id());
    if (id != null && (scheme.content().covers(Reference.ID) || scheme.content().covers(id))) {
      addHeader(signed, scheme.id(), "msg_" + UUID.randomUUID());
    }
    for (Requirement requirement : scheme.requirements()) {
      if (requirement.place().is(Reference.Kind.HEADER)) {
        signed.putIfAbsent(requirement.place().name(), requirement.value());
      }
    }
    SignedRequest request = new Outgoing(method, url, body, signed);
    try {
      if (httpMessage != null) {
        httpMessage.sign(signed, request, time);
      } else {
        addSignature(signed, request, timeElement(timeText));
      }
      return signed;
    } catch (RefusedException e) {
      throw cannotSign(e);
    }
  }

  private void addSignature(Map<String, String> signed, SignedRequest request, String timeElement)
      throws RefusedException {
    // The signed time may stand in the signature's own header, so that is there before what it
    // signs is read.
    int length = Math.max(1, scheme.algorithm().lengthInBytes());
    signed.put(signatureHeader, timeElement + signature(new byte[length]));
    byte[] signature = key.sign(new Values(scheme, request));
    signed.put(signatureHeader, timeElement + signature(signature));
  }

  private static String token(JwtSigner tokens, SignedRequest request, Instant time) {
    try {
      return tokens.headerValue(request, time);
    } catch (RefusedException e) {
      throw cannotSign(e);
    }
  }

  private static IllegalArgumentException cannotSign(RefusedException why) {
    return new IllegalArgumentException("cannot sign: " + why.refusal().detail(), why);
  }

  private String signature(byte[] bytes) {
    String encoded = scheme.signature().encoding().encode(bytes);
    return switch (scheme.signature().format()) {
      case ELEMENTS -> scheme.signature().element() + "=" + encoded;
      case POSITIONAL -> encoded;
      case SINGLE, LIST -> scheme.signature().prefix() + encoded;
    };
  }

  private String timeElement(String timeText) {
    Reference time = firstReference(scheme.time());
    if (time != null && time.is(Reference.Kind.ELEMENT)) {
      String name =
          scheme.signature().format() == SignatureFormat.POSITIONAL ? "" : time.name() + "=";
      return name + timeText + scheme.signature().separator();
    }
    return "";
  }

  private static void addHeader(
      Map<String, String> headers, @Nullable Choice choice, String value) {
    Reference place = firstReference(choice);
    if (place != null
        && place.is(Reference.Kind.HEADER)
        && place.names().stream().noneMatch(name -> has(headers, name))) {
      headers.put(place.name(), value);
    }
  }

  private static @Nullable Reference firstReference(@Nullable Choice choice) {
    return choice == null || choice.references().isEmpty() ? null : choice.references().get(0);
  }

  private static boolean has(Map<String, String> headers, String name) {
    return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** A request that is yet to be sent. */
  private static final class Outgoing implements SignedRequest {
    private final String method;
    private final String url;
    private final byte[] body;
    private final Map<String, String> fields;

    Outgoing(String method, String url, byte[] body, Map<String, String> fields) {
      this.method = method;
      this.url = url;
      this.body = body;
      this.fields = fields;
    }

    @Override
    public String method() {
      return method;
    }

    @Override
    public String url() {
      return url;
    }

    @Override
    public Optional<String> configuredUrl() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      return fields.entrySet().stream()
          .filter(field -> field.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .toList();
    }

    @Override
    public byte[] body() {
      return body;
    }
  }
}
