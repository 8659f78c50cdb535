package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the filter of one source is mapped to. Immutable.
 *
 * @param patterns its URL patterns
 * @param aliases what other mappings of the servlets behind these make of them
 * @param servlets the names of servlets that it is mapped to; {@code *} for all
 * @param gate null until the filter has been initialized, or if that has failed
 */
record SourceMapping(
    String source,
    List<UrlPattern> patterns,
    List<UrlPattern> aliases,
    Set<String> servlets,
    @Nullable Gate gate) {

  /** Whether a request has been let through by the source. */
  boolean hasPassed(HttpServletRequest request) {
    return gate != null && gate.hasPassed(request);
  }

  /** Whether the container itself matches one of the patterns with a path. */
  boolean matches(String path, int from) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(path, from)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path is that of an exact pattern, however it ends. */
  boolean isExactly(String path, int from) {
    for (UrlPattern pattern : patterns) {
      if (pattern.isExact() && pattern.covers(path, from) == UrlPattern.Cover.FULL) {
        return true;
      }
    }
    return false;
  }

  boolean hasServlets() {
    return !servlets.isEmpty();
  }

  boolean isOfServlet(String name) {
    return servlets.contains(name) || servlets.contains("*");
  }
}
