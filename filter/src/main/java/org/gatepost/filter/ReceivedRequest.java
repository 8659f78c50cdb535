package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatepost.signature.SignedRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was received, kept apart from the container's own object, which lives on for
 * other requests: what is not read from that before {@link #release} is never read.
 */
final class ReceivedRequest implements SignedRequest {
  private static final int USUAL_FIELDS = 16;

  // Each line's name and, behind it, its value: of the few fields that a request has fewer still
  // are asked for, and any map costs more to fill than this to search.
  private final List<String> lines = new ArrayList<>(2 * USUAL_FIELDS);
  private final byte[] body;
  private final String method;
  private final Origin origin;
  private final Optional<PublicUrl> publicUrl;
  // Null once it is released.
  private @Nullable HttpServletRequest container;
  // Null until it is asked for: few schemes sign it.
  private @Nullable String url;

  ReceivedRequest(
      HttpServletRequest request, byte[] body, Origin origin, Optional<PublicUrl> publicUrl) {
    for (Enumeration<String> all = request.getHeaderNames(); all.hasMoreElements(); ) {
      String name = all.nextElement();
      // Servers may list a name in each case that it came in.
      if (indexOf(name, 0) < 0) {
        for (Enumeration<String> own = request.getHeaders(name); own.hasMoreElements(); ) {
          lines.add(name);
          lines.add(own.nextElement());
        }
      }
    }
    this.body = body;
    this.method = request.getMethod();
    this.origin = origin;
    this.publicUrl = publicUrl;
    this.container = request;
  }

  /** The request goes on: its URL cannot be asked for anymore unless it has been. */
  void release() {
    container = null;
  }

  @Override
  public String method() {
    return method;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it is first asked for after {@link #release}
   */
  @Override
  public String url() {
    if (url == null) {
      HttpServletRequest request = container;
      if (request == null) {
        throw new IllegalStateException("the URL of a request that has gone on");
      }
      url = publicUrl.isPresent() ? publicUrl.get().of(request) : origin.url(request);
    }
    return url;
  }

  @Override
  public Optional<String> configuredUrl() {
    return publicUrl.map(PublicUrl::text);
  }

  @Override
  public List<String> headers(String name) {
    int first = indexOf(name, 0);
    if (first < 0) {
      return List.of();
    }
    int next = indexOf(name, first + 2);
    if (next < 0) {
      return List.of(lines.get(first + 1));
    }
    List<String> values = new ArrayList<>(List.of(lines.get(first + 1)));
    for (; next >= 0; next = indexOf(name, next + 2)) {
      values.add(lines.get(next + 1));
    }
    return List.copyOf(values);
  }

  /** Where the next line of that name is, or -1. */
  private int indexOf(String name, int from) {
    for (int i = from; i < lines.size(); i += 2) {
      if (lines.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < lines.size(); i += 2) {
      names.add(lines.get(i));
    }
    return names;
  }

  @Override
  public byte[] body() {
    return body;
  }
}
