package org.gatepost.filter.request;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gatepost.IncomingRequest;
import org.jspecify.annotations.Nullable;

/** A servlet container's request. Not thread-safe, as no request is. */
public final class ContainerRequest implements IncomingRequest {
  private final HttpServletRequest request;

  public ContainerRequest(HttpServletRequest request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query() {
    return request.getQueryString();
  }

  @Override
  public boolean isSecure() {
    return request.isSecure();
  }

  @Override
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public List<String> headers(String name) {
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

  @Override
  public Set<String> headerNames() {
    // Servers may list a name in each case that it came in.
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(Collections.list(request.getHeaderNames()));
    return names;
  }

  @Override
  public byte[] body(int maxInBytes) throws IOException {
    return request instanceof ObservedRequest observed
        ? observed.readBody(maxInBytes)
        : Body.read(request, maxInBytes);
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public String host() {
    String name = request.getServerName();
    // Servers differ in whether an IPv6 address keeps its brackets.
    return name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
  }

  @Override
  public String port() {
    return Integer.toString(request.getServerPort());
  }

  @Override
  public String url() {
    String query = request.getQueryString();
    return request.getRequestURL() + (query == null ? "" : "?" + query);
  }
}
