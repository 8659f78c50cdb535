package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepost.signature.SignedRequest;

/**
 * A request as it was received, kept apart from the container's own object, which lives on for
 * other requests.
 */
final class ReceivedRequest implements SignedRequest {
  private static final int USUAL_FIELDS = 16;

  // Side by side: of the few fields that a request has fewer still are asked for, and any map costs
  // more to fill than this to search.
  private final List<String> names = new ArrayList<>(USUAL_FIELDS);
  private final List<List<String>> values = new ArrayList<>(USUAL_FIELDS);
  private final byte[] body;
  private final String method;
  private final String url;
  private final Optional<String> configuredUrl;

  ReceivedRequest(
      HttpServletRequest request, byte[] body, Origin origin, Optional<PublicUrl> publicUrl) {
    for (Enumeration<String> all = request.getHeaderNames(); all.hasMoreElements(); ) {
      String name = all.nextElement();
      // Servers may list a name in each case that it came in.
      if (headers(name).isEmpty()) {
        names.add(name);
        values.add(lines(request.getHeaders(name)));
      }
    }
    this.body = body;
    this.method = request.getMethod();
    this.url = publicUrl.map(p -> p.of(request)).orElseGet(() -> origin.url(request));
    this.configuredUrl = publicUrl.map(PublicUrl::text);
  }

  private static List<String> lines(Enumeration<String> values) {
    if (!values.hasMoreElements()) {
      return List.of();
    }
    String first = values.nextElement();
    if (!values.hasMoreElements()) {
      return List.of(first);
    }
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(Collections.list(values));
    return List.copyOf(all);
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
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return List.of();
  }

  @Override
  public Set<String> headerNames() {
    return Set.copyOf(names);
  }

  @Override
  public byte[] body() {
    return body;
  }
}
