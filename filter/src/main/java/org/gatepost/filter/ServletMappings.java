package org.gatepost.filter;

import static org.gatepost.filter.request.AbsentMappings.orNone;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the servlets of an application are mapped to (Servlet 6.0, sections 12.1 and 12.2). */
final class ServletMappings {
  /** What every server calls the servlet of files; it may answer everything, but no webhook. */
  static final String DEFAULT_SERVLET = "default";

  private static final String JSP_SERVLET = "jsp";
  private static final int MAX_SHOWN = 20;

  /** One mapping of one servlet. */
  record Mapping(String servlet, UrlPattern pattern) {
    @Override
    public String toString() {
      return pattern + " of " + servlet;
    }
  }

  private final List<Mapping> all = new ArrayList<>();

  /** How the request, or what includes it, came to its servlet. */
  static @Nullable HttpServletMapping behind(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.INCLUDE
        && request.getAttribute(RequestDispatcher.INCLUDE_MAPPING)
            instanceof HttpServletMapping included) {
      return included;
    }
    return request.getHttpServletMapping();
  }

  /** The mappings that there are by now, without those of the server's own servlets. */
  static ServletMappings of(ServletContext context) {
    ServletMappings mappings = new ServletMappings();
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      String name = servlet.getName();
      if (!name.equals(DEFAULT_SERVLET) && !name.equals(JSP_SERVLET)) {
        orNone(servlet.getMappings())
            .forEach(text -> mappings.all.add(new Mapping(name, ofServlet(text))));
      }
    }
    return mappings;
  }

  /** A servlet's pattern: its {@code /} is for all that no other takes. */
  private static UrlPattern ofServlet(String text) {
    return text.equals("/") ? UrlPattern.below("") : UrlPattern.of(text);
  }

  List<Mapping> all() {
    return all;
  }

  /** The mapping by which a path, or all below it, is answered; the narrowest, if several. */
  Optional<Mapping> answering(UrlPattern pattern) {
    @Nullable Mapping best = null;
    for (Mapping mapping : all) {
      boolean takes = mapping.pattern().includes(pattern);
      if (takes && (best == null || best.pattern().includes(mapping.pattern()))) {
        best = mapping;
      }
    }
    return Optional.ofNullable(best);
  }

  /** All mappings of the servlet that answers a pattern, as it serves the same by each of them. */
  List<Mapping> ofServletAnswering(UrlPattern pattern) {
    return answering(pattern).stream()
        .flatMap(own -> all.stream().filter(other -> other.servlet().equals(own.servlet())))
        .toList();
  }

  /** Whether any servlet may answer what lies under a filter's pattern. */
  boolean answerSome(UrlPattern pattern) {
    return all.stream().anyMatch(mapping -> mapping.pattern().meets(pattern));
  }

  /**
   * What a pattern is by the other mappings of the servlet that answers it: a framework looks for
   * its resource behind each of them.
   */
  List<UrlPattern> aliases(UrlPattern pattern) {
    Optional<Mapping> own = answering(pattern).filter(mapping -> mapping.pattern().isPrefix());
    if (own.isEmpty()) {
      return List.of();
    }
    return all.stream()
        .filter(other -> other.servlet().equals(own.get().servlet()) && !other.equals(own.get()))
        .filter(other -> other.pattern().isPrefix())
        .flatMap(other -> pattern.moved(own.get().pattern(), other.pattern()).stream())
        .toList();
  }

  @Override
  public String toString() {
    return shown(all);
  }

  /** No more of a list than a line of the log has room for. */
  static String shown(List<?> some) {
    String shown = some.stream().limit(MAX_SHOWN).toList().toString();
    return some.size() > MAX_SHOWN ? shown + " and " + (some.size() - MAX_SHOWN) + " more" : shown;
  }
}
