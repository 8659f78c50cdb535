package org.gatepost.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A {@code <url-pattern>} (Servlet 6.0, section 12.2): what a container takes it to match, and what
 * it covers when a path may be written otherwise. Immutable.
 */
final class UrlPattern {
  /** How a path lies under a pattern. */
  enum Cover {
    NONE,
    /** Only if a framework drops what looks like a file's extension: {@code /hook.json}. */
    BY_SUFFIX,
    FULL
  }

  private enum Kind {
    EXACT,
    PREFIX,
    EXTENSION
  }

  private final String text;
  private final Kind kind;
  // The exact path, what stands before /*, or the extension with its dot.
  private final String base;
  // The same without slashes at its end.
  private final String bare;

  private UrlPattern(String text, Kind kind, String base) {
    this.text = text;
    this.kind = kind;
    this.base = base;
    this.bare = withoutSlashesAtEnd(base);
  }

  static UrlPattern of(String text) {
    if (text.endsWith("/*")) {
      return new UrlPattern(text, Kind.PREFIX, text.substring(0, text.length() - 2));
    }
    if (text.startsWith("*.")) {
      return new UrlPattern(text, Kind.EXTENSION, text.substring(1));
    }
    // The context's root, which as a path is a slash.
    return new UrlPattern(text, Kind.EXACT, text.isEmpty() ? "/" : text);
  }

  /** A pattern for everything below a path, as {@code /} is for a servlet. */
  static UrlPattern below(String base) {
    return new UrlPattern(base + "/*", Kind.PREFIX, base);
  }

  boolean isExact() {
    return kind == Kind.EXACT;
  }

  boolean isPrefix() {
    return kind == Kind.PREFIX;
  }

  String base() {
    return base;
  }

  /** Whether a container matches it with a path, of which the context path ends at an index. */
  boolean matches(String path, int from) {
    return switch (kind) {
      case EXACT -> path.length() - from == base.length() && path.startsWith(base, from);
      case PREFIX ->
          path.startsWith(base, from)
              && (path.length() == from + base.length()
                  || path.charAt(from + base.length()) == '/');
      case EXTENSION ->
          path.length() - from > base.length()
              && path.endsWith(base)
              && path.lastIndexOf('/') < path.length() - base.length();
    };
  }

  /** How a path lies under it, of which the context path ends at an index. */
  Cover covers(String path, int from) {
    if (kind == Kind.EXTENSION) {
      return coversExtension(path, from);
    }
    if (!path.startsWith(bare, from)) {
      return Cover.NONE;
    }
    int end = from + bare.length();
    if (end == path.length() || isNothing(path, end)) {
      return Cover.FULL;
    }
    if (kind == Kind.PREFIX && path.charAt(end) == '/') {
      return Cover.FULL;
    }
    int dot = end;
    // Some drop the suffix first, and then the slash: /hook/.json.
    while (dot < path.length() && path.charAt(dot) == '/') {
      dot++;
    }
    boolean suffix = !bare.isEmpty() && path.charAt(dot) == '.';
    return suffix && isLastSegment(path, dot) ? Cover.BY_SUFFIX : Cover.NONE;
  }

  /** How a path lies under some patterns at best. */
  static Cover cover(List<UrlPattern> patterns, String path, int from) {
    Cover best = Cover.NONE;
    for (int i = 0; i < patterns.size() && best != Cover.FULL; i++) {
      Cover cover = patterns.get(i).covers(path, from);
      if (cover.compareTo(best) > 0) {
        best = cover;
      }
    }
    return best;
  }

  private Cover coversExtension(String path, int from) {
    int end = endOfSegment(path);
    int slash = path.lastIndexOf('/', end - 1);
    for (int at = path.indexOf(base, Math.max(slash, from));
        at >= 0;
        at = path.indexOf(base, at + 1)) {
      int behind = at + base.length();
      if (behind == end) {
        return Cover.FULL;
      }
      if (behind < end && path.charAt(behind) == '.') {
        return Cover.BY_SUFFIX;
      }
    }
    return Cover.NONE;
  }

  /** Whether a path has only slashes and what nobody sees from an index on. */
  private static boolean isNothing(String path, int from) {
    for (int i = from; i < path.length(); i++) {
      if (path.charAt(i) != '/' && path.charAt(i) > ' ') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLastSegment(String path, int from) {
    return path.indexOf('/', from) < 0 || isNothing(path, path.indexOf('/', from));
  }

  private static int endOfSegment(String path) {
    int end = path.length();
    while (end > 0 && (path.charAt(end - 1) == '/' || path.charAt(end - 1) <= ' ')) {
      end--;
    }
    return end;
  }

  /** Whether all that another pattern matches lies under this one. */
  boolean includes(UrlPattern other) {
    return switch (kind) {
      case EXACT -> other.kind == Kind.EXACT && base.equals(other.base);
      case PREFIX -> other.kind == Kind.EXTENSION ? base.isEmpty() : matches(other.base, 0);
      case EXTENSION ->
          other.kind == Kind.EXTENSION
              ? base.equals(other.base)
              : other.kind == Kind.EXACT && matches(other.base, 0);
    };
  }

  /** Whether a path may lie under both. */
  boolean meets(UrlPattern other) {
    return includes(other)
        || other.includes(this)
        || (kind == Kind.EXTENSION && other.kind == Kind.PREFIX)
        || (kind == Kind.PREFIX && other.kind == Kind.EXTENSION);
  }

  /**
   * The pattern that is to another mapping of a servlet what this one is to its own; empty if this
   * is not narrower than that.
   */
  Optional<UrlPattern> moved(UrlPattern own, UrlPattern other) {
    if (kind == Kind.EXTENSION || includes(own) || !own.includes(this)) {
      return Optional.empty();
    }
    String rest = base.substring(own.base.length());
    return Optional.of(of(other.base + rest + (kind == Kind.PREFIX ? "/*" : "")));
  }

  private static String withoutSlashesAtEnd(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** The path that the container has found: what its own patterns are matched with. */
  static String pathOf(HttpServletRequest request) {
    String servlet = request.getServletPath();
    String info = request.getPathInfo();
    return info == null ? servlet : servlet + info;
  }

  @Override
  public String toString() {
    return text;
  }
}
