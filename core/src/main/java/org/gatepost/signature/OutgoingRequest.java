package org.gatepost.signature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request as its sender made it, ready to be sent. Immutable as long as its body is not changed.
 */
public final class OutgoingRequest implements SignedRequest {
  private final String method;
  private final String url;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * A request.
   *
   * @param method the method
   * @param url the absolute URL
   * @param headers the headers, in the order in which they are sent
   * @param body the array itself, not a copy: it must not be changed
   */
  public OutgoingRequest(String method, String url, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.url = url;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
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

  /** {@return all headers, in the order added; unmodifiable} */
  public Map<String, String> headers() {
    return headers;
  }

  @Override
  public List<String> headers(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(headers.keySet());
    return names;
  }

  @Override
  public byte[] body() {
    return body;
  }

  /**
   * This request with a header, instead of what has that name.
   *
   * @param name the header's name, in any case
   * @param value its value
   * @return such a request
   */
  public OutgoingRequest withHeader(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.keySet().removeIf(name::equalsIgnoreCase);
    changed.put(name, value);
    return new OutgoingRequest(method, url, changed, body);
  }

  /**
   * This request to another URL.
   *
   * @param changed the absolute URL
   * @return such a request
   */
  public OutgoingRequest withUrl(String changed) {
    return new OutgoingRequest(method, changed, headers, body);
  }

  /**
   * This request with another body.
   *
   * @param changed the array itself, not a copy: it must not be changed
   * @return such a request
   */
  public OutgoingRequest withBody(byte[] changed) {
    return new OutgoingRequest(method, url, headers, changed);
  }
}
