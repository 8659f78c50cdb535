package org.gatepost.filter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.fixture.Disclosure;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.SignedRequest;

/** What a sender posts: a body, and the headers beside it. */
public record Post(byte[] body, Map<String, String> headers) implements SignedRequest {

  static Post unsigned(String body) {
    return new Post(body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public static Post signed(String preset, String secret, Instant time, String body) {
    return signed(preset, secret, time, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public static Post signed(
      String preset, String secret, Instant time, byte[] body, Map<String, String> headers) {
    Disclosure.hideSecret(secret);
    return new Post(
        body, Scheme.preset(preset).signer(Secret.of("test", secret)).sign(body, time, headers));
  }

  public Post with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return new Post(body, changed);
  }

  Post without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.remove(name);
    return new Post(body, changed);
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String url() {
    return "http://127.0.0.1/hook";
  }

  @Override
  public Optional<String> configuredUrl() {
    return Optional.empty();
  }

  @Override
  public List<String> headers(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  Post withBody(byte[] other) {
    return new Post(other, headers);
  }
}
