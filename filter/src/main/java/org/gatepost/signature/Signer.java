package org.gatepost.signature;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final MacPool macs;

  Signer(SchemeDefinition scheme, Secret secret) {
    this.scheme = scheme;
    this.macs = new MacPool(scheme.algorithm(), SecretKeys.key(scheme, secret));
  }

  /**
   * The headers of a genuine request.
   *
   * @param body the body to sign; not changed
   * @param time the time to sign, where the scheme signs one
   * @param headers headers that the request has besides; where the scheme signs an id header that
   *     is not among them, a random id is added
   * @return the given headers, and those that the scheme adds
   */
  public Map<String, String> sign(byte[] body, Instant time, Map<String, String> headers) {
    Map<String, String> signed = new LinkedHashMap<>(headers);
    String timeText = scheme.timeUnit().format(time);
    addHeader(signed, scheme.time(), timeText);
    if (scheme.content().covers(new Reference.Id())) {
      addHeader(signed, scheme.id(), "msg_" + UUID.randomUUID());
    }
    String signatureHeader = scheme.signature().names().get(0);
    String timeElement = timeElement(timeText);
    // The signed time may stand in the signature's own header, so that is there before what it
    // signs is read.
    signed.put(
        signatureHeader, timeElement + signature(new byte[scheme.algorithm().lengthInBytes()]));
    byte[] mac = compute(body, signed);
    signed.put(signatureHeader, timeElement + signature(mac));
    return signed;
  }

  private byte[] compute(byte[] body, Map<String, String> headers) {
    try {
      return macs.compute(scheme.content(), new Values(scheme, new Outgoing(body, headers)));
    } catch (RefusedException e) {
      throw new IllegalArgumentException("cannot sign: " + e.refusal().detail(), e);
    }
  }

  private String signature(byte[] mac) {
    String encoded = scheme.encoding().encode(mac);
    return scheme.signatureFormat() == SignatureFormat.ELEMENTS
        ? scheme.signatureElement() + "=" + encoded
        : scheme.signaturePrefix() + encoded;
  }

  private String timeElement(String timeText) {
    if (firstReference(scheme.time()) instanceof Reference.Element element) {
      return element.name() + "=" + timeText + scheme.signatureSeparator();
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
    private final byte[] body;
    private final Map<String, String> fields;

    Outgoing(byte[] body, Map<String, String> fields) {
      this.body = body;
      this.fields = fields;
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
