package org.gatepost.filter;

import static org.gatepost.filter.request.AbsentMappings.orNone;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepost.internal.Messages;
import org.gatepost.internal.SuppressForbidden;
import org.jspecify.annotations.Nullable;

/**
 * What the sources of one application guard: kept in its {@link ServletContext}, opened by the
 * filters, and asked by the {@link PathGuard}. Thread-safe.
 */
final class SourceMappings {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);
  private static final String ATTRIBUTE = SourceMappings.class.getName();
  // Spring's, which gives a filter of its own the init-params.
  private static final String PROXY = ".DelegatingFilterProxy";

  private final ServletContext context;
  private final Map<String, OpenSource> open = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean checked = new AtomicBoolean();
  private volatile SourceMapping[] all = {};

  private SourceMappings(ServletContext context) {
    this.context = context;
  }

  /** Those of an application, made if there are none yet. */
  static SourceMappings make(ServletContext context) {
    return OfContext.get(context, SourceMappings.class, () -> new SourceMappings(context));
  }

  /** Those of an application, or null if none were made. */
  static @Nullable SourceMappings of(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof SourceMappings known ? known : null;
  }

  /** The mappings of every source, not to be changed. */
  SourceMapping[] all() {
    return all;
  }

  /**
   * Opens the source of a filter that starts, unless that is done by the same clock.
   *
   * @throws ServletException if it is not well configured
   */
  synchronized Gate open(String filter, Map<String, String> params, Clock clock)
      throws ServletException {
    OpenSource source = open.get(filter);
    if (source != null && !source.clock().equals(clock)) {
      // It was needed before its filter told its own clock.
      close(filter);
      source = null;
    }
    if (source == null) {
      // Until it is open, nobody is to try the same again.
      failed.add(filter);
      source = OpenSource.of(filter, params, context, clock);
      failed.remove(filter);
      open.put(filter, source);
      read();
    }
    return source.gate();
  }

  /**
   * Opens the source of a filter that a request needs before the server has started it, as some
   * start a filter at its own first request.
   *
   * @return null if it is not well configured
   */
  @SuppressForbidden("The filter's own clock, unless it was made with another one.")
  synchronized @Nullable Gate openEarly(String filter) {
    OpenSource source = open.get(filter);
    if (source != null) {
      return source.gate();
    }
    FilterRegistration registration = context.getFilterRegistration(filter);
    if (registration == null || failed.contains(filter)) {
      return null;
    }
    try {
      return open(filter, registration.getInitParameters(), Clock.systemUTC());
    } catch (ServletException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, Messages.failed(filter), e);
      return null;
    }
  }

  /** Opens those whose filters have not started when the application has. */
  void openAllEarly() {
    for (FilterRegistration filter : context.getFilterRegistrations().values()) {
      if (isOfClass(filter)) {
        openEarly(filter.getName());
      }
    }
    read();
    check();
  }

  /** Closes the source of a filter, if it is open. */
  synchronized void close(String filter) {
    OpenSource source = open.remove(filter);
    if (source != null) {
      source.hide().run();
      read();
    }
  }

  /** Closes those that no filter of theirs has closed. */
  synchronized void closeAll() {
    for (String filter : Set.copyOf(open.keySet())) {
      close(filter);
    }
  }

  /** Reads what the filters are mapped to by now. */
  synchronized void read() {
    List<SourceMapping> found = new ArrayList<>();
    ServletMappings servlets = ServletMappings.of(context);
    for (FilterRegistration filter : context.getFilterRegistrations().values()) {
      if (isSource(filter)) {
        found.add(mapping(filter, servlets));
      }
    }
    all = found.toArray(SourceMapping[]::new);
  }

  /** Whether a filter is one of ours as it is registered, whether or not it has started. */
  static boolean isOfClass(FilterRegistration filter) {
    return WebhookFilter.class.getName().equals(filter.getClassName());
  }

  /** By its class, or, whatever wraps it, once it has been initialized. */
  private boolean isSource(FilterRegistration filter) {
    String type = filter.getClassName();
    return open.containsKey(filter.getName())
        || isOfClass(filter)
        || (type != null && type.endsWith(PROXY) && isOurs(filter));
  }

  /** Says by itself, and not by defaults alone, what each source has to say. */
  private boolean isOurs(FilterRegistration filter) {
    String scheme = filter.getInitParameter("scheme");
    String secret = filter.getInitParameter("secret");
    return (scheme != null || secret != null)
        && (scheme != null || Defaults.has(context, "scheme"))
        && (secret != null || Defaults.has(context, "secret"));
  }

  private SourceMapping mapping(FilterRegistration filter, ServletMappings servlets) {
    List<UrlPattern> patterns =
        orNone(filter.getUrlPatternMappings()).stream().distinct().map(UrlPattern::of).toList();
    List<UrlPattern> aliases =
        patterns.stream().flatMap(pattern -> servlets.aliases(pattern).stream()).toList();
    String name = filter.getName();
    Set<String> names = Set.copyOf(orNone(filter.getServletNameMappings()));
    OpenSource source = open.get(name);
    return new SourceMapping(name, patterns, aliases, names, source == null ? null : source.gate());
  }

  /** Says, once, what no servlet answers, and what lies open beside a source. */
  void check() {
    if (!checked.compareAndSet(false, true)) {
      return;
    }
    ServletMappings servlets = ServletMappings.of(context);
    List<UrlPattern> guarded = new ArrayList<>();
    for (SourceMapping source : all) {
      guarded.addAll(source.patterns());
      guarded.addAll(source.aliases());
    }
    Set<ServletMappings.Mapping> wider = new LinkedHashSet<>();
    for (SourceMapping source : all) {
      if (source.patterns().isEmpty() && source.servlets().isEmpty()) {
        warn(source, "its filter, which no filter-mapping names");
      }
      for (UrlPattern pattern : source.patterns()) {
        if (!servlets.answerSome(pattern)) {
          warn(
              source,
              "url-pattern [" + pattern + "], which no servlet answers; servlets have " + servlets);
        }
        servlets.ofServletAnswering(pattern).stream()
            .filter(mapping -> !isOfAny(mapping.servlet()))
            .filter(mapping -> guarded.stream().noneMatch(g -> g.includes(mapping.pattern())))
            .forEach(wider::add);
      }
    }
    for (ServletMappings.Mapping mapping : wider) {
      List<String> within =
          guarded.stream()
              .filter(mapping.pattern()::includes)
              .map(Object::toString)
              .distinct()
              .sorted()
              .toList();
      LOG.log(
          System.Logger.Level.INFO,
          Messages.neighboursOpen(mapping, ServletMappings.shown(within)));
    }
  }

  private boolean isOfAny(String servlet) {
    return Arrays.stream(all).anyMatch(source -> source.isOfServlet(servlet));
  }

  private static void warn(SourceMapping source, String what) {
    LOG.log(System.Logger.Level.WARNING, Messages.guardsNothing(source.source(), what));
  }

  /** What the filter of a source is mapped to, for people; empty if that is not known. */
  static String summary(ServletContext context, String filter) {
    FilterRegistration registration = context.getFilterRegistration(filter);
    if (registration == null) {
      return "";
    }
    Collection<String> patterns = new LinkedHashSet<>(orNone(registration.getUrlPatternMappings()));
    Collection<String> servlets =
        new LinkedHashSet<>(orNone(registration.getServletNameMappings()));
    // Whatever its mappings say of dispatches, the guard of paths says all.
    String dispatches =
        of(context) == null ? "" : " for " + Arrays.toString(DispatcherType.values());
    return (patterns.isEmpty() ? "" : ", url-patterns " + patterns)
        + (servlets.isEmpty() ? "" : ", servlets " + servlets)
        + dispatches;
  }
}
