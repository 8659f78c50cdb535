package org.gatepost.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the dispatch under way leads to. Immutable.
 *
 * @param matched what the server has matched its patterns with, behind the context path
 * @param readings all that others may take the path for, the context path included
 */
record RequestPath(String matched, Collection<String> readings) {

  /** Whether the path of a request has no reading but the one that the server has matched. */
  static boolean isPlain(HttpServletRequest request, String contextPath) {
    String uri = request.getRequestURI();
    String servlet = request.getServletPath();
    String info = request.getPathInfo();
    int behind = contextPath.length() + servlet.length();
    return PathReadings.isPlain(uri)
        && uri.startsWith(contextPath)
        && uri.startsWith(servlet, contextPath.length())
        && (info == null
            ? uri.length() == behind
            : uri.length() == behind + info.length() && uri.endsWith(info));
  }

  /** Of a request that is as {@link #isPlain} says. */
  static RequestPath plain(String uri) {
    return new RequestPath(uri, List.of(uri));
  }

  /** Of any request; empty if it has too many readings. */
  static Optional<RequestPath> of(HttpServletRequest request, String contextPath) {
    String matched = contextPath + joined(request.getServletPath(), request.getPathInfo());
    Set<String> paths = new LinkedHashSet<>();
    String uri = request.getRequestURI();
    paths.add(uri);
    paths.add(matched);
    if (uri.startsWith(request.getContextPath())) {
      // Which may be spelt in another way too, or be what a filter has made up.
      paths.add(contextPath + uri.substring(request.getContextPath().length()));
    }
    if (request.getDispatcherType() == DispatcherType.INCLUDE) {
      // The request's own is still that of what includes (Servlet 6.0, section 9.3.1).
      matched =
          contextPath
              + joined(
                  request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH),
                  request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO));
      paths.add(matched);
      if (request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String included) {
        paths.add(included);
      }
    }
    String server = matched;
    return PathReadings.of(paths).map(readings -> new RequestPath(server, readings));
  }

  private static String joined(Object servlet, Object info) {
    return (servlet instanceof String path ? path : "") + (info instanceof String rest ? rest : "");
  }
}
