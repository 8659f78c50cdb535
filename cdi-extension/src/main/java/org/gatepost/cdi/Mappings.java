package org.gatepost.cdi;

import static org.gatepost.filter.request.AbsentMappings.orNone;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.receiver.Source;

/**
 * Which filters of an application stand in front of its {@code EventServlet} (Jakarta Servlet,
 * sections 12.1 and 12.2). Other filters' requests are for servlets and resources of the
 * application's own.
 */
final class Mappings {
  // What no exact mapping is, for a filter that takes many paths.
  private static final String SOME_NAME = "gatepost-any";

  private final ServletContext context;
  private final Collection<? extends FilterRegistration> filters;
  private final Collection<? extends ServletRegistration> servlets;
  private final Class<?> eventServlet;
  private final ClassLoader loader;

  /**
   * The mappings that there are by now.
   *
   * @param eventServlet what hands deliveries to observers
   * @param loader where the application's classes are
   * @throws UnsupportedOperationException if the context may not tell them at this point
   */
  Mappings(ServletContext context, Class<?> eventServlet, ClassLoader loader) {
    this.context = context;
    this.filters = context.getFilterRegistrations().values();
    this.servlets = context.getServletRegistrations().values();
    this.eventServlet = eventServlet;
    this.loader = loader;
  }

  /** The names of the filters. */
  List<String> sources() {
    return filters.stream()
        .filter(this::isSource)
        .filter(this::leadsToEvents)
        .map(FilterRegistration::getName)
        .toList();
  }

  /** By its class, or, if it was registered as an object and has started, by what it shows. */
  private boolean isSource(FilterRegistration filter) {
    return WebhookFilter.class.getName().equals(filter.getClassName())
        || context.getAttribute(Source.ATTRIBUTE + "." + filter.getName()) instanceof Source;
  }

  private boolean leadsToEvents(FilterRegistration filter) {
    return servlets.stream()
            .filter(this::isEventServlet)
            .anyMatch(
                servlet -> orNone(filter.getServletNameMappings()).contains(servlet.getName()))
        || orNone(filter.getUrlPatternMappings()).stream()
            .flatMap(pattern -> paths(pattern).stream())
            .anyMatch(this::isForEvents);
  }

  /** Paths that a filter's pattern takes, one for each servlet that may stand behind it. */
  private List<String> paths(String pattern) {
    boolean isExtension = pattern.startsWith("*.");
    if (!isExtension && !pattern.endsWith("/*")) {
      return List.of(pattern);
    }
    String start = isExtension ? "" : pattern.substring(0, pattern.length() - 1);
    String end = isExtension ? pattern.substring(1) : "";
    List<String> paths = new ArrayList<>();
    paths.add((isExtension ? "/" : start) + SOME_NAME + end);
    for (ServletRegistration servlet : servlets) {
      for (String mapping : orNone(servlet.getMappings())) {
        String path = mapping.replace("/*", "/" + SOME_NAME + end).replace("*", start + SOME_NAME);
        if ((path + "/").startsWith(start) && path.endsWith(end)) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  private boolean isForEvents(String path) {
    ServletRegistration best = null;
    int most = -1;
    for (ServletRegistration servlet : servlets) {
      for (String mapping : orNone(servlet.getMappings())) {
        int rank = rank(mapping, path);
        if (rank > most) {
          most = rank;
          best = servlet;
        }
      }
    }
    return best != null && isEventServlet(best);
  }

  /** How well a servlet's mapping fits a path: the greatest wins, and below zero it does not. */
  private static int rank(String mapping, String path) {
    if (mapping.equals(path)) {
      return Integer.MAX_VALUE;
    } else if (mapping.endsWith("/*")) {
      return (path + "/").startsWith(mapping.substring(0, mapping.length() - 1))
          ? 1 + mapping.length()
          : -1;
    } else if (mapping.startsWith("*.")) {
      return path.endsWith(mapping.substring(1)) ? 1 : -1;
    }
    return mapping.equals("/") ? 0 : -1;
  }

  private boolean isEventServlet(ServletRegistration servlet) {
    String name = servlet.getClassName();
    if (name == null || name.equals(eventServlet.getName())) {
      return name != null;
    }
    try {
      return eventServlet.isAssignableFrom(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      // A JSP, or what the server will complain of itself.
      return false;
    }
  }
}
