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

  /** How a path lies under the patterns at best. */
  UrlPattern.Cover covers(String path, int from) {
    return covers(patterns, path, from);
  }

  /** How a path lies under the aliases at best. */
  UrlPattern.Cover coversAsAlias(String path, int from) {
    return covers(aliases, path, from);
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

  private static UrlPattern.Cover covers(List<UrlPattern> some, String path, int from) {
    UrlPattern.Cover best = UrlPattern.Cover.NONE;
    for (int i = 0; i < some.size() && best != UrlPattern.Cover.FULL; i++) {
      UrlPattern.Cover cover = some.get(i).covers(path, from);
      if (cover.compareTo(best) > 0) {
        best = cover;
      }
    }
    return best;
  }
}
