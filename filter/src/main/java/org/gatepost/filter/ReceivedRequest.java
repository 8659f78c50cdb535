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
 * other requests: what is not read from that before {@link #release} is never read. Headers are
 * read one by one until {@link #keep} copies them all, as servers make texts of them only then.
 */
final class ReceivedRequest implements SignedRequest {
  private static final int USUAL_FIELDS = 16;

  private final byte[] body;
  private final String method;
  private final Optional<PublicUrl> publicUrl;
  // Null once the request goes on.
  private @Nullable Origin origin;
  // Null once it is released.
  private volatile @Nullable HttpServletRequest container;
  // Each line's name and, behind it, its value; null until they are copied. Of the few fields that
  // a request has fewer still are asked for, and any map costs more to fill than this to search.
  private volatile @Nullable List<String> lines;
  // Null until it is asked for: few schemes sign it.
  private @Nullable String url;

  ReceivedRequest(
      HttpServletRequest request, byte[] body, Origin origin, Optional<PublicUrl> publicUrl) {
    this.body = body;
    this.method = request.getMethod();
    this.origin = origin;
    this.publicUrl = publicUrl;
    this.container = request;
  }

  /** The request goes on: its URL cannot be asked for anymore unless it has been. */
  void goesOn() {
    origin = null;
  }

  /** The request is over, or its container's business: nothing of that is read anymore. */
  void release() {
    container = null;
  }

  @Override
  public synchronized void keep() {
    HttpServletRequest request = container;
    if (lines == null && request != null) {
      List<String> all = new ArrayList<>(2 * USUAL_FIELDS);
      for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
        String name = names.nextElement();
        // Servers may list a name in each case that it came in.
        if (indexOf(all, name, 0) < 0) {
          for (Enumeration<String> own = request.getHeaders(name); own.hasMoreElements(); ) {
            all.add(name);
            all.add(own.nextElement());
          }
        }
      }
      lines = all;
    }
  }

  @Override
  public String method() {
    return method;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it is first asked for after {@link #goesOn}
   */
  @Override
  public String url() {
    if (url == null) {
      HttpServletRequest request = container;
      Origin from = origin;
      if (from == null || request == null) {
        throw new IllegalStateException("the URL of a request that has gone on");
      }
      url = publicUrl.isPresent() ? publicUrl.get().of(request) : from.url(request);
    }
    return url;
  }

  @Override
  public Optional<String> configuredUrl() {
    return publicUrl.map(PublicUrl::text);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException after {@link #release}, if they have not been copied
   */
  @Override
  public List<String> headers(String name) {
    List<String> copied = lines;
    if (copied != null) {
      return headers(copied, name);
    }
    HttpServletRequest request = container;
    if (request == null) {
      throw new IllegalStateException(Messages.headersGone());
    }
    Enumeration<String> own = request.getHeaders(name);
    if (!own.hasMoreElements()) {
      return List.of();
    }
    String first = own.nextElement();
    if (!own.hasMoreElements()) {
      return List.of(first);
    }
    List<String> values = new ArrayList<>(List.of(first));
    while (own.hasMoreElements()) {
      values.add(own.nextElement());
    }
    return List.copyOf(values);
  }

  private static List<String> headers(List<String> lines, String name) {
    int first = indexOf(lines, name, 0);
    if (first < 0) {
      return List.of();
    }
    int next = indexOf(lines, name, first + 2);
    if (next < 0) {
      return List.of(lines.get(first + 1));
    }
    List<String> values = new ArrayList<>(List.of(lines.get(first + 1)));
    for (; next >= 0; next = indexOf(lines, name, next + 2)) {
      values.add(lines.get(next + 1));
    }
    return List.copyOf(values);
  }

  /** Where the next line of that name is, or -1. */
  private static int indexOf(List<String> lines, String name, int from) {
    for (int i = from; i < lines.size(); i += 2) {
      if (lines.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException as {@link #headers} does
   */
  @Override
  public Set<String> headerNames() {
    keep();
    List<String> copied = lines;
    if (copied == null) {
      throw new IllegalStateException(Messages.headersGone());
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < copied.size(); i += 2) {
      names.add(copied.get(i));
    }
    return names;
  }

  @Override
  public byte[] body() {
    return body;
  }
}
