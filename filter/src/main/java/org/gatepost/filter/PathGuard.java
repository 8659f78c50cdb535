package org.gatepost.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.internal.Messages;
import org.gatepost.internal.OncePerSecond;
import org.gatepost.receiver.Answer;

/**
 * Sees that whatever reaches what a source guards has passed that source, by whichever spelling of
 * its path, and by whichever dispatch. A server matches a filter's pattern with its own reading of
 * the path; a framework behind a wider mapping reads the path again, and finds its resource where
 * the filter was not asked. So a request of which any reading lies under a source's patterns is
 * verified here, unless it has been.
 *
 * <p>It stands in the chain twice. In front it leaves a request for which the source's filter will
 * be called to that filter, so that the order of filters stays. At the end it sees that it was: a
 * mapping to a servlet's name comes later, one to other dispatches not at all. There it also sees
 * what filters before it have made of the path. Thread-safe.
 */
final class PathGuard implements Filter {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private static final String TOO_MANY = "its path can be read in too many ways";
  private static final String ERROR_PAGE =
      "an error page under a url-pattern is called only if it is a file or a JSP. The status stays. The source is ";
  private static final String NOT_STARTED = "its filter could not start. The source is ";

  private final SourceMappings mappings;
  private final String contextPath;
  private final boolean isFront;
  private final Clock clock;
  private final OncePerSecond told = new OncePerSecond();
  private final DeniedDeliveries denied;

  PathGuard(SourceMappings mappings, String contextPath, boolean isFront, Clock clock) {
    this.clock = clock;
    this.denied = new DeniedDeliveries(clock);
    this.mappings = mappings;
    this.contextPath = PathReadings.decoded(contextPath);
    this.isFront = isFront;
  }

  /** By now all filters are registered. */
  @Override
  public void init(FilterConfig config) {
    mappings.read();
    mappings.check();
    if (!isFront) {
      LateClaims.areGuarded(config.getServletContext());
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    SourceMapping[] all = mappings.all();
    if (all.length == 0) {
      chain.doFilter(request, response);
    } else if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse httpResponse) {
      guard(all, http, httpResponse, chain);
    } else {
      guardWrapped(all, request, response, chain);
    }
  }

  private void guard(
      SourceMapping[] all,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    boolean isPlain =
        request.getDispatcherType() == DispatcherType.REQUEST
            && RequestPath.isPlain(request, contextPath);
    if (isPlain && !mayBeUnderAny(all, request.getRequestURI())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<RequestPath> path =
        isPlain
            ? Optional.of(RequestPath.plain(request.getRequestURI()))
            : RequestPath.of(request, contextPath);
    if (path.isPresent()) {
      pass(all, 0, path.get(), request, response, chain);
      if (isFront
          && request.getDispatcherType() == DispatcherType.ERROR
          && request.getAttribute(Delivery.ATTRIBUTE) instanceof Delivery delivery) {
        // The answer to a failure is that of the error page, which may want a login.
        denied.tellIfDenied(delivery.source(), request, response);
      }
    } else if (refusesNothing(all)) {
      chain.doFilter(request, response);
    } else {
      keptOut(TOO_MANY);
      if (request.getDispatcherType() != DispatcherType.ERROR) {
        ServletReply.send(Answer.INVALID_PAYLOAD.reply(), response);
      }
    }
  }

  @Override
  public void destroy() {
    mappings.closeAll();
  }

  /** Without anything new, as most requests are for none. */
  private boolean mayBeUnderAny(SourceMapping[] all, String path) {
    int from = contextPath.length();
    for (SourceMapping source : all) {
      if (source.hasServlets()
          || UrlPattern.cover(source.patterns(), path, from) != UrlPattern.Cover.NONE
          || UrlPattern.cover(source.aliases(), path, from) != UrlPattern.Cover.NONE) {
        return true;
      }
    }
    return false;
  }

  /** Passes a request on through those sources from an index on that it has yet to pass. */
  private void pass(
      SourceMapping[] all,
      int from,
      RequestPath path,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (isDispatchOfVerified(all, request)) {
      passOn(request, response, chain);
      return;
    }
    for (int i = from; i < all.length; i++) {
      SourceMapping source = all[i];
      if (!isUnder(all, source, path, request)
          || source.hasPassed(request)
          || isLeftToItsFilter(source, path, request)) {
        continue;
      }
      int next = i + 1;
      verify(
          source,
          path,
          request,
          response,
          (passed, answer) ->
              pass(
                  all,
                  next,
                  path,
                  (HttpServletRequest) passed,
                  (HttpServletResponse) answer,
                  chain));
      return;
    }
    passOn(request, response, chain);
  }

  private void passOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // At the end it is known which servlet comes.
    if (isFront || LateClaims.settle(request, response)) {
      chain.doFilter(request, response);
    }
  }

  /**
   * Whether the application sends on what one of its sources has verified. To another's resource,
   * too: it has the delivery, and its body is read.
   */
  private static boolean isDispatchOfVerified(SourceMapping[] all, HttpServletRequest request) {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      for (SourceMapping source : all) {
        Gate gate = source.gate();
        if (gate != null && gate.hasPassed(request) && !gate.observes()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the server will call the source's own filter, as far as that can be told. */
  private boolean isLeftToItsFilter(
      SourceMapping source, RequestPath path, HttpServletRequest request) {
    return isFront
        && request.getDispatcherType() == DispatcherType.REQUEST
        && (source.matches(path.matched(), contextPath.length()) || isOfServlet(source, request));
  }

  private void verify(
      SourceMapping source,
      RequestPath path,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Gate known = source.gate();
    Gate gate = known == null ? mappings.openEarly(source.source()) : known;
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      if ((gate != null && gate.observes()) || isPage(source, path, request)) {
        chain.doFilter(request, response);
      } else {
        // The status is set. The request is read and over, so that nothing can be verified.
        keptOut(ERROR_PAGE + source.source());
      }
    } else if (gate == null) {
      keptOut(NOT_STARTED + source.source());
      ServletReply.send(Answer.PROCESSING_FAILED.reply(), response);
    } else {
      if (!source.matches(path.matched(), contextPath.length()) && !isOfServlet(source, request)) {
        gate.isMisspelt(request.getRequestURI());
      }
      gate.handle(request, response, chain);
    }
  }

  /** Anybody can send such requests, so no more than one in a second has a line. */
  private void keptOut(String why) {
    if (told.isFirst(clock.instant())) {
      LOG.log(System.Logger.Level.WARNING, Messages.keptFromGuarded(why));
    }
  }

  private boolean isUnder(
      SourceMapping[] all, SourceMapping source, RequestPath path, HttpServletRequest request) {
    return switch (cover(source.patterns(), path)) {
      case FULL -> true;
      case BY_SUFFIX -> !isAnother(all, path, request) || isOfServlet(source, request);
      case NONE ->
          isOfServlet(source, request)
              || switch (cover(source.aliases(), path)) {
                case FULL -> !isOwn(all, path);
                case BY_SUFFIX -> !isOwn(all, path) && !isAnother(all, path, request);
                case NONE -> false;
              };
    };
  }

  /** How any reading of a path lies under some patterns at best. */
  private UrlPattern.Cover cover(List<UrlPattern> patterns, RequestPath path) {
    UrlPattern.Cover best = UrlPattern.Cover.NONE;
    for (String reading : path.readings()) {
      if (best != UrlPattern.Cover.FULL && reading.startsWith(contextPath)) {
        UrlPattern.Cover cover = UrlPattern.cover(patterns, reading, contextPath.length());
        best = cover.compareTo(best) > 0 ? cover : best;
      }
    }
    return best;
  }

  /** Whether a source guards the path by its own patterns. */
  private boolean isOwn(SourceMapping[] all, RequestPath path) {
    for (SourceMapping source : all) {
      if (cover(source.patterns(), path) == UrlPattern.Cover.FULL) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a path that only looks like another with a suffix is somebody's own: a file's, of a
   * servlet that is mapped to it, or of a source.
   */
  private boolean isAnother(SourceMapping[] all, RequestPath path, HttpServletRequest request) {
    HttpServletMapping mapping = ServletMappings.behind(request);
    if (mapping != null && (mapping.getMappingMatch() == MappingMatch.EXACT || isFile(mapping))) {
      return true;
    }
    for (SourceMapping source : all) {
      if (source.isExactly(path.matched(), contextPath.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether an error page is a file or a JSP below a source's pattern, and not all of it. */
  private boolean isPage(SourceMapping source, RequestPath path, HttpServletRequest request) {
    HttpServletMapping mapping = ServletMappings.behind(request);
    if (mapping == null) {
      return false;
    }
    for (String reading : path.readings()) {
      if (reading.startsWith(contextPath) && source.isExactly(reading, contextPath.length())) {
        return false;
      }
    }
    return isFile(mapping)
        || (mapping.getMappingMatch() == MappingMatch.EXTENSION
            && mapping.getPattern().startsWith("*.jsp"));
  }

  private static boolean isFile(HttpServletMapping mapping) {
    return mapping.getMappingMatch() == MappingMatch.DEFAULT
        && mapping.getServletName().equals(ServletMappings.DEFAULT_SERVLET);
  }

  private static boolean isOfServlet(SourceMapping source, HttpServletRequest request) {
    if (!source.hasServlets()) {
      return false;
    }
    HttpServletMapping mapping = ServletMappings.behind(request);
    return mapping != null && source.isOfServlet(mapping.getServletName());
  }

  private static boolean refusesNothing(SourceMapping[] all) {
    for (SourceMapping source : all) {
      Gate gate = source.gate();
      if (gate == null || !gate.observes()) {
        return false;
      }
    }
    return true;
  }

  /** An HTTP request that some filter has wrapped as another kind, which no gate can verify. */
  private void guardWrapped(
      SourceMapping[] all, ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ServletRequest inner = request;
    while (!(inner instanceof HttpServletRequest) && inner instanceof ServletRequestWrapper outer) {
      inner = outer.getRequest();
    }
    if (!isFront && inner instanceof HttpServletRequest http) {
      Optional<RequestPath> path = RequestPath.of(http, contextPath);
      for (SourceMapping source : all) {
        if (path.isEmpty() || (isUnder(all, source, path.get(), http) && !source.hasPassed(http))) {
          throw new ServletException(Messages.notHttp(request.getClass().getName()));
        }
      }
      LateClaims.requireClaim(http);
    }
    chain.doFilter(request, response);
  }
}
