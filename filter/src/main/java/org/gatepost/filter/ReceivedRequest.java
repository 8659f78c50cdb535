package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gatepost.signature.SignedRequest;

/**
 * A request as it was received, kept apart from the container's own object, which lives on for
 * other requests.
 */
final class ReceivedRequest implements SignedRequest {
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;
  private final String method;
  private final String url;
  private final Optional<String> configuredUrl;

  ReceivedRequest(
      HttpServletRequest request, byte[] body, Origin origin, Optional<PublicUrl> publicUrl) {
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
    }
    this.body = body;
    this.method = request.getMethod();
    this.url = publicUrl.map(p -> p.of(request)).orElseGet(() -> origin.url(request));
    this.configuredUrl = publicUrl.map(PublicUrl::text);
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
    return configuredUrl;
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public Set<String> headerNames() {
    return headers.keySet();
  }

  @Override
  public byte[] body() {
    return body;
  }
}
