package org.gatepost.signature;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final @Nullable SharedKey key;
  private final @Nullable JwtSigner tokens;
  private final Reference.Header signatureHeader;

  Signer(SchemeDefinition scheme, Secret secret) {
    this.scheme = scheme;
    boolean jwt = scheme.signedBy() == SignedBy.JWT;
    this.key = jwt ? null : SharedKey.of(scheme, secret);
    this.tokens = jwt ? new JwtSigner(scheme, secret) : null;
    if (scheme.signature().get(0) instanceof Reference.Header header) {
      this.signatureHeader = header;
    } else {
      throw new IllegalArgumentException("this scheme has its signature in no header");
    }
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
      signed.put(
          signatureHeader.names().get(0),
          token(tokens, new Outgoing(method, url, body, signed), time));
      return signed;
    }
    String timeText = scheme.timeUnit().format(time);
    addHeader(signed, scheme.time(), timeText);
    if (scheme.content().covers(new Reference.Id())) {
      addHeader(signed, scheme.id(), "msg_" + UUID.randomUUID());
    }
    for (Requirement requirement : scheme.requirements()) {
      if (requirement.place() instanceof Reference.Header header) {
        signed.putIfAbsent(header.names().get(0), requirement.value());
      }
    }
    String name = signatureHeader.names().get(0);
    String timeElement = timeElement(timeText);
    // The signed time may stand in the signature's own header, so that is there before what it
    // signs is read.
    int length = Math.max(1, scheme.algorithm().lengthInBytes());
    signed.put(name, timeElement + signature(new byte[length]));
    byte[] signature = compute(new Outgoing(method, url, body, signed));
    signed.put(name, timeElement + signature(signature));
    return signed;
  }

  private static String token(JwtSigner tokens, SignedRequest request, Instant time) {
    try {
      return tokens.headerValue(request, time);
    } catch (RefusedException e) {
      throw new IllegalArgumentException("cannot sign: " + e.refusal().detail(), e);
    }
  }

  private byte[] compute(SignedRequest request) {
    try {
      return Objects.requireNonNull(key).sign(new Values(scheme, request));
    } catch (RefusedException e) {
      throw new IllegalArgumentException("cannot sign: " + e.refusal().detail(), e);
    }
  }

  private String signature(byte[] bytes) {
    String encoded = scheme.encoding().encode(bytes);
    return switch (scheme.signatureFormat()) {
      case ELEMENTS -> scheme.signatureElement() + "=" + encoded;
      case POSITIONAL -> encoded;
      case SINGLE, LIST -> scheme.signaturePrefix() + encoded;
    };
  }

  private String timeElement(String timeText) {
    if (firstReference(scheme.time()) instanceof Reference.Element element) {
      String name =
          scheme.signatureFormat() == SignatureFormat.POSITIONAL ? "" : element.name() + "=";
      return name + timeText + scheme.signatureSeparator();
    }
    return "";
  }

  private static void addHeader(
      Map<String, String> headers, @Nullable Choice choice, String value) {
    if (firstReference(choice) instanceof Reference.Header header
        && header.names().stream().noneMatch(name -> has(headers, name))) {
      headers.put(header.names().get(0), value);
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
