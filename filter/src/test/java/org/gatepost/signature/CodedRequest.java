package org.gatepost.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request of any method to any URL. Immutable. */
record CodedRequest(
    String method,
    String url,
    Optional<String> configuredUrl,
    Map<String, String> fields,
    byte[] body)
    implements SignedRequest {
  static final String FORM = "application/x-www-form-urlencoded";

  static CodedRequest get(String url) {
    return new CodedRequest("GET", url, Optional.empty(), Map.of(), new byte[0]);
  }

  static CodedRequest post(String url, Map<String, String> fields, String body) {
    return new CodedRequest(
        "POST", url, Optional.empty(), fields, body.getBytes(StandardCharsets.UTF_8));
  }

  static CodedRequest form(String url, String form) {
    return post(url, Map.of("Content-Type", FORM), form);
  }

  /** As the preset's sender signs this. */
  CodedRequest signed(String preset, Secret secret, Instant time) {
    OutgoingRequest signed =
        Scheme.preset(preset).signer(secret).request(method, url, body, time, fields);
    return new CodedRequest(method, signed.url(), configuredUrl, signed.headers(), signed.body());
  }

  CodedRequest with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return new CodedRequest(method, url, configuredUrl, changed, body);
  }

  CodedRequest without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(name);
    return new CodedRequest(method, url, configuredUrl, changed, body);
  }

  CodedRequest withUrl(String other) {
    return new CodedRequest(method, other, configuredUrl, fields, body);
  }

  CodedRequest withMethod(String other) {
    return new CodedRequest(other, url, configuredUrl, fields, body);
  }

  CodedRequest withBody(String other) {
    return new CodedRequest(
        method, url, configuredUrl, fields, other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> headers(String name) {
    return fields.entrySet().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }
}
