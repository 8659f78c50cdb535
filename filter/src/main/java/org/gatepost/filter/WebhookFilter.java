package org.gatepost.filter;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.gatepost.internal.Messages;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.receiver.Source;
import org.gatepost.receiver.SourceMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Lets only genuine, fresh webhook requests through, each once. Put it into {@code web.xml} before
 * every other filter of its path, one filter for each sender; its name is the source's name:
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>github</filter-name>
 *   <filter-class>org.gatepost.filter.WebhookFilter</filter-class>
 *   <init-param><param-name>scheme</param-name><param-value>github</param-value></init-param>
 *   <init-param><param-name>secret</param-name><param-value>env:GITHUB_WEBHOOK_SECRET</param-value></init-param>
 * </filter>
 * <filter-mapping><filter-name>github</filter-name><url-pattern>/webhooks/github</url-pattern></filter-mapping>
 * }</pre>
 *
 * <p>Behind it stands a servlet or resource of the application, or {@code
 * org.gatepost.cdi.EventServlet}. It finds the {@link org.gatepost.Delivery} as request attribute
 * {@value org.gatepost.Delivery#ATTRIBUTE}, and the body readable as if for the first time. A
 * status from 200 to 299 finishes the delivery. Anything else, a redirect too, or an exception
 * gives it back, so that the sender's next try is processed again.
 *
 * <table>
 * <caption>Init-params</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code scheme}</td><td>required</td><td>a preset's name, or {@code custom} with the scheme's own keys</td></tr>
 * <tr><td>{@code secret}</td><td>required</td><td>references, separated by commas, newest first: {@code env:NAME}, {@code
 * property:NAME} (system property), {@code file:/PATH} (read again when it changes), {@code jndi:NAME}, {@code
 * config:NAME} (MicroProfile Config, or a {@link org.gatepost.Lookup}), {@code literal:TEXT} (warns in the log), each perhaps with {@code
 * ;not-after=INSTANT} and {@code ;label=NAME}. All are tried</td></tr>
 * <tr><td>{@code secret-overlap}</td><td>{@code PT1M}</td><td>ISO-8601 duration from {@code PT1S} to {@code PT24H}, or
 * {@code none}: how long the former value of a secret that has changed still counts</td></tr>
 * <tr><td>{@code missing-secret}</td><td>{@code fail}</td><td>{@code fail}: a reference that leads to nothing fails the
 * deployment; or {@code refuse}: the source answers 503 until the secret is there</td></tr>
 * <tr><td>{@code tolerance}</td><td>the preset's</td><td>ISO-8601 duration from {@code PT1S} to {@code PT24H}, or {@code
 * none}: how far the signed time may lie from now</td></tr>
 * <tr><td>{@code max-body}</td><td>the preset's, else {@code 1M}</td><td>the longest body, from 1 byte to {@code
 * 1G}</td></tr>
 * <tr><td>{@code ledger}</td><td>{@code memory}</td><td>{@code memory}; {@code jdbc:} and the JNDI
 * name of a data source, or its name in a {@link org.gatepost.Lookup}; {@code jcache:} and the name of a cache; or {@code none} for no protection
 * from copies</td></tr>
 * <tr><td>{@code cache-manager}</td><td>{@code payara/CacheManager}</td><td>the JNDI name of the
 * {@code CacheManager} that has the cache, or {@code caching-provider} for {@code
 * Caching.getCachingProvider()}</td></tr>
 * <tr><td>{@code lease}</td><td>{@code PT15M}</td><td>ISO-8601 duration from {@code PT10S} to {@code
 * PT24H}: how long a delivery may be in progress before another copy is let in</td></tr>
 * <tr><td>{@code claim}</td><td>{@code auto}</td><td>{@code auto}: on PostgreSQL a delivery with one observer is
 * claimed in that one's transaction; or {@code lease}: always by a lease</td></tr>
 * <tr><td>{@code remember}</td><td>the preset's, else {@code P3D}</td><td>ISO-8601 duration from {@code PT1M} to {@code
 * P365D}, at least twice the tolerance: how long a finished delivery is remembered; or {@code none} for not at
 * all</td></tr>
 * <tr><td>{@code public-url}</td><td>the request's</td><td>the URL by which the sender knows the
 * application, for schemes that sign it: {@code https://example.com}, or all of it</td></tr>
 * <tr><td>{@code require-https}</td><td>{@code true} where the secret itself is sent, else {@code
 * false}</td><td>whether plain HTTP is refused</td></tr>
 * <tr><td>{@code allow-from}</td><td>any</td><td>the only client addresses that may send, in CIDR
 * notation, separated by commas</td></tr>
 * <tr><td>{@code trusted-proxies}</td><td>none</td><td>the addresses, likewise, of proxies whose
 * {@code Forwarded} and {@code X-Forwarded-*} are believed; behind any other, all clients are one
 * address</td></tr>
 * <tr><td>{@code rate-limit}</td><td>none</td><td>how many genuine requests are let through: {@code
 * 100/s}, {@code 6000/m}, {@code 1000/h}, {@code none}</td></tr>
 * <tr><td>{@code failure-limit}</td><td>{@code rate-limit}, else none</td><td>how many requests of
 * one client may be refused before it is not read for a while</td></tr>
 * <tr><td>{@code mode}</td><td>{@code enforce}</td><td>{@code enforce}, or {@code observe}: verify,
 * log and count, refuse nothing</td></tr>
 * <tr><td>{@code unbindable}</td><td>{@code 400}</td><td>{@code 400} or {@code 500}: what the sender
 * is answered if the body does not become what an observer takes</td></tr>
 * <tr><td>{@code healthy-above}</td><td>{@code 95}</td><td>the percentage of deliveries, from 0 to
 * below 100, above which the source is healthy</td></tr>
 * <tr><td>{@code handshake-token}</td><td>none</td><td>references as in {@code secret}: what the
 * sender's handshake must know (Meta's verify token), without which it is refused</td></tr>
 * <tr><td>{@code learned-secret-file}</td><td>none</td><td>where the secret that a handshake brings
 * (Asana) is put for you to read; without it such a handshake is refused</td></tr>
 * <tr><td>any scheme key</td><td>the preset's</td><td>replaces that key, see {@code docs/reference/schemes.md}</td></tr>
 * </table>
 *
 * <p>Whatever is wrong with the init-params fails the deployment. If a servlet behind the filter is
 * asynchronous, the filter needs {@code <async-supported>true</async-supported>} as well.
 *
 * <p>At run time the source is a {@link Source} in the {@code ServletContext} and a {@link
 * SourceMXBean} in JMX, and writes one line for each request to the logger {@code
 * org.gatepost.audit}. Thread-safe.
 */
public final class WebhookFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(Messages.LOGGER);

  private static final String NO_GUARD =
      "DeploymentCheck was not called. Servers call it that look for initializers in jars; elsewhere call its onStartup"
          + " before filters start";
  private static final String NO_MAPPING =
      "no filter of the application has its name. Give it the FilterConfig of the filter that is mapped";

  private final Clock clock;
  private final Predicate<ServletContext> dropsFailedFilters;
  private volatile @Nullable Gate gate;
  private volatile @Nullable Runnable hide;

  /** A filter by the system's clock. */
  @SuppressForbidden("Where the system's clock comes in; everything else is given a Clock.")
  public WebhookFilter() {
    this(Clock.systemUTC());
  }

  /**
   * A filter by a clock of one's own, for tests and embedding.
   *
   * @param clock what it holds signed times against
   */
  public WebhookFilter(Clock clock) {
    this(clock, FailedFilters::areDropped);
  }

  WebhookFilter(Clock clock, Predicate<ServletContext> dropsFailedFilters) {
    this.clock = clock;
    this.dropsFailedFilters = dropsFailedFilters;
  }

  /**
   * Reads the init-params. On Payara and GlassFish, which would serve the application without a
   * filter that throws, what is thrown elsewhere is logged, and the filter answers every request
   * with 500.
   *
   * @throws ServletException if one is unknown, missing, or breaks its rule
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    try {
      open(config);
    } catch (ServletException | RuntimeException | Error e) {
      if (!dropsFailedFilters.test(config.getServletContext())) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, Messages.failed(config.getFilterName()), e);
    }
  }

  private void open(FilterConfig config) throws ServletException {
    Map<String, String> params = new TreeMap<>();
    for (String name : Collections.list(config.getInitParameterNames())) {
      params.put(name, config.getInitParameter(name));
    }
    ServletContext context = config.getServletContext();
    String name = config.getFilterName();
    SourceMappings mappings = SourceMappings.of(context);
    if (mappings == null) {
      OpenSource source = OpenSource.of(name, params, context, clock);
      LOG.log(System.Logger.Level.WARNING, Messages.spellingsUnguarded(name, NO_GUARD));
      hide = source.hide();
      gate = source.gate();
    } else {
      Gate shared = mappings.open(name, params, clock);
      if (context.getFilterRegistration(name) == null) {
        LOG.log(System.Logger.Level.WARNING, Messages.spellingsUnguarded(name, NO_MAPPING));
      }
      hide = () -> mappings.close(name);
      gate = shared;
    }
  }

  /**
   * Verifies a request and passes it on, or answers it.
   *
   * @throws ServletException if the request is not HTTP, or as thrown behind this filter
   * @throws IOException if the connection fails, or as thrown behind this filter
   */
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Gate open = gate;
    if (open == null) {
      throw new ServletException(Messages.notInitialized());
    }
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse httpResponse) {
      open.handle(http, httpResponse, chain);
    } else {
      throw new ServletException(Messages.notHttp(request.getClass().getName()));
    }
  }

  /** Takes the source out of JMX and out of the {@code ServletContext}. */
  @Override
  public void destroy() {
    Runnable shown = hide;
    if (shown != null) {
      shown.run();
    }
  }
}
