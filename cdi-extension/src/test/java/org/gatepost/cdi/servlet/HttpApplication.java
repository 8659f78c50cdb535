package org.gatepost.cdi.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.gatepost.cdi.EventServlet;
import org.gatepost.cdi.TestApplication;
import org.gatepost.cdi.TestSender;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.receiver.Passage;

/**
 * An application in Tomcat: the webhook filter before {@code /webhooks/*}, the event servlet behind
 * it and behind everything else, and beans in the CDI container that is there. Thread-safe.
 */
final class HttpApplication implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final TestSender sender = new TestSender();
  private final Tomcat tomcat = new Tomcat();
  private final SettableClock clock = new SettableClock(TestSender.NOW);
  private final TestApplication beans;
  private final int port;
  private final Context context;

  /** What came back. */
  record Response(int status, String body, Optional<String> retryAfter, String contentType) {}

  /** Likewise, with nothing of its own between a delivery and its observers. */
  private static final class Plain extends EventServlet {
    private static final long serialVersionUID = 1L;
    private final ClassLoader beans = Thread.currentThread().getContextClassLoader();

    @Override
    public void init() throws ServletException {
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(beans);
      try {
        super.init();
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }
  }

  /** The event servlet where OpenWebBeans finds the application by its class loader. */
  private static final class InContainer extends EventServlet {
    private final ClassLoader beans = Thread.currentThread().getContextClassLoader();

    @Override
    public void init() throws ServletException {
      ClassLoader before = enter();
      try {
        super.init();
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      ClassLoader before = enter();
      try {
        super.service(request, response);
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }

    private ClassLoader enter() {
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(beans);
      return before;
    }
  }

  HttpApplication(Path directory, Class<?>... beans) {
    this(directory, (request, response, chain) -> chain.doFilter(request, response), beans);
  }

  /**
   * An application that has started.
   *
   * @param between what stands between the webhook filter and the event servlet
   */
  HttpApplication(Path directory, Filter between, Class<?>... beans) {
    this(directory, "enforce", between, beans);
  }

  /**
   * An application that has started.
   *
   * @param mode whether the webhook filter refuses anything
   * @param between what stands between the webhook filter and the event servlet
   */
  HttpApplication(Path directory, String mode, Filter between, Class<?>... beans) {
    this(directory, testSender(mode), between, beans);
  }

  private static Map<String, String> testSender(String mode) {
    Map<String, String> params = new HashMap<>(TestSender.SCHEME);
    params.put("scheme", "x-signature");
    params.put("mode", mode);
    params.put("secret", "literal:" + TestSender.SECRET);
    return params;
  }

  /**
   * An application whose sender is another than {@link TestSender}.
   *
   * @param params of the filter, and those of the context that begin with {@code gatepost.}
   */
  HttpApplication(Path directory, Map<String, String> params, Class<?>... beans) {
    this(directory, params, (request, response, chain) -> chain.doFilter(request, response), beans);
  }

  private HttpApplication(
      Path directory, Map<String, String> params, Filter between, Class<?>... beans) {
    this.beans = TestApplication.with(beans);
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    // Made at the first call, which is not thread-safe.
    Connector connector = tomcat.getConnector();
    Context context = tomcat.addContext("", directory.toString());
    Map<String, String> ofFilter = new HashMap<>(params);
    ofFilter.keySet().removeIf(name -> name.startsWith("gatepost."));
    params.forEach(
        (name, value) -> {
          if (!ofFilter.containsKey(name)) {
            context.addParameter(name, value);
          }
        });
    addFilter(context, "test", new WebhookFilter(clock), ofFilter);
    addFilter(context, "between", between, Map.of());
    // By the class as well, as registrations of an application have it.
    Tomcat.addServlet(context, "events", new InContainer())
        .setServletClass(InContainer.class.getName());
    context.addServletMappingDecoded("/*", "events");
    Tomcat.addServlet(context, "plain", new Plain());
    context.addServletMappingDecoded("/plain", "plain");
    this.context = context;
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
    this.port = connector.getLocalPort();
  }

  private static void addFilter(
      Context context, String name, Filter filter, Map<String, String> params) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    params.forEach(definition::addInitParameter);
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(name);
    mapping.addURLPattern("/webhooks/*");
    context.addFilterMap(mapping);
  }

  /** Sends a genuine request to the filter. */
  Response post(String id, String type, String body) {
    return send("POST", "/webhooks/test", sender.sign(id, type, body), body);
  }

  /** Sends a genuine request to any path. */
  Response send(String method, String path, String id, String type, String body) {
    return send(method, path, sender.sign(id, type, body), body);
  }

  Response send(String method, String path, Map<String, String> headers, String body) {
    URI uri = URI.create(url(path));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    headers.forEach(request::setHeader);
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Response(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After"),
          response.headers().firstValue("Content-Type").orElse("none"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the filter leaves the claims of a servlet's deliveries to it. */
  boolean claims(String servlet) {
    return context.getServletContext().getAttribute(Passage.CLAIMING_SERVLET + servlet) != null;
  }

  String url(String path) {
    return "http://localhost:" + port + path;
  }

  TestApplication beans() {
    return beans;
  }

  SettableClock clock() {
    return clock;
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    beans.close();
  }
}
