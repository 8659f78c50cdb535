package org.gatepost.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatepost.signature.SignedRequest;

/** A request as a container holds it: headers found in any case, the body read. */
public final class Request implements SignedRequest {
  /** Where requests go. */
  public static final String URL = "https://shop.example/webhooks";

  private final String url;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;

  /** A request to {@link #URL} with these headers and this body. */
  public Request(Map<String, String> headers, byte[] body) {
    this(URL, headers, body);
  }

  /** A request with these headers and this body. */
  public Request(String url, Map<String, String> headers, byte[] body) {
    this.url = url;
    headers.forEach((name, value) -> this.headers.put(name, List.of(value)));
    this.body = body;
  }

  @Override
  public String method() {
    return "POST";
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
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public byte[] body() {
    return body;
  }
}
