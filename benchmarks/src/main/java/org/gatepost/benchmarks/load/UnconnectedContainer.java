package org.gatepost.benchmarks.load;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.gatepost.filter.DeploymentCheck;
import org.gatepost.filter.WebhookFilter;

/** Tomcat's request and response, used again for each request as Tomcat does. Not thread-safe. */
final class UnconnectedContainer {
  // As much as Tomcat reads of a connection at once.
  private static final int STEP_IN_BYTES = 8 * 1024;

  // Held here: loggers that nobody holds forget their levels.
  private static final Logger QUIET = Logger.getLogger("org.gatepost");

  private final org.apache.coyote.Request received = new org.apache.coyote.Request();
  private final org.apache.coyote.Response sent = new org.apache.coyote.Response();
  private final Request request = new Request(new Connector());
  private final Response response = new Response();
  // That of every request: the filter asks it which servlet is behind.
  private final ServletContext servletContext =
      proxy(
          ServletContext.class,
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "getInitParameterNames" -> Collections.emptyEnumeration();
                case "getInitParameter", "getAttribute" -> null;
                default ->
                    method.getReturnType() == String.class
                        ? ""
                        : method.getReturnType() == int.class ? 0 : null;
              });
  private final Context context =
      proxy(
          Context.class,
          (proxy, method, arguments) ->
              method.getName().equals("getServletContext") ? servletContext : null);
  private byte[] body = {};
  private int read;

  UnconnectedContainer() {
    QUIET.setLevel(java.util.logging.Level.WARNING);
    received.setResponse(sent);
    received.setInputBuffer(
        new InputBuffer() {
          @Override
          public int doRead(ApplicationBufferHandler handler) {
            int length = Math.min(STEP_IN_BYTES, body.length - read);
            if (length == 0) {
              return -1;
            }
            handler.setByteBuffer(ByteBuffer.wrap(body, read, length));
            read += length;
            return length;
          }

          @Override
          public int available() {
            return body.length - read;
          }
        });
    request.setCoyoteRequest(received);
    response.setCoyoteResponse(sent);
    request.setResponse(response);
    response.setRequest(request);
  }

  /** A filter of a preset. */
  WebhookFilter start(String preset, String ledger, String maxBody) throws ServletException {
    Map<String, String> params =
        Map.of(
            "scheme", preset,
            "secret", "literal:" + Sender.SECRET,
            "ledger", ledger,
            "max-body", maxBody);
    WebhookFilter filter = new WebhookFilter();
    filter.init(
        new FilterConfig() {
          @Override
          public String getFilterName() {
            return "unconnected";
          }

          @Override
          public ServletContext getServletContext() {
            return servletContext;
          }

          @Override
          public String getInitParameter(String name) {
            return params.get(name);
          }

          @Override
          public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(params.keySet());
          }
        });
    return filter;
  }

  /** The filters that an application has beside that of its source, in front of a chain. */
  FilterChain guard(FilterChain chain) throws ServletException {
    Map<String, Object> attributes = new HashMap<>();
    Map<String, Filter> guards = new LinkedHashMap<>();
    FilterRegistration.Dynamic registration =
        proxy(
            FilterRegistration.Dynamic.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getName" -> "hook";
                  case "getClassName" -> WebhookFilter.class.getName();
                  case "getInitParameters" ->
                      Map.of("scheme", "broxi", "secret", "literal:" + Sender.SECRET);
                  case "getUrlPatternMappings" -> List.of("/hook");
                  case "getServletNameMappings" -> List.of();
                  default -> null;
                });
    ServletContext context =
        proxy(
            ServletContext.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContextPath" -> "";
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  case "getFilterRegistrations" -> Map.of("hook", registration);
                  case "getServletRegistrations" -> Map.of();
                  case "getInitParameterNames" -> Collections.emptyEnumeration();
                  case "addServlet" ->
                      proxy(ServletRegistration.Dynamic.class, (servlet, called, with) -> null);
                  case "addFilter" -> {
                    guards.put((String) arguments[0], (Filter) arguments[1]);
                    yield registration;
                  }
                  default -> null;
                });
    new DeploymentCheck().onStartup(Set.of(), context);
    FilterChain guarded = chain;
    for (Filter guard : guards.values()) {
      guard.init(
          proxy(
              FilterConfig.class,
              (proxy, method, arguments) ->
                  method.getName().equals("getServletContext") ? context : null));
      FilterChain behind = guarded;
      guarded = (in, out) -> guard.doFilter(in, out, behind);
    }
    return guarded;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** The path of the request that it has gone on to. */
  void at(String path) {
    received.requestURI().setString(path);
    request.getMappingData().wrapperPath.setString(path);
  }

  /** Goes on to a request. */
  void take(GateBenchmark.UnconnectedRequest next) {
    received.recycle();
    request.recycle();
    response.recycle();
    sent.recycle();
    body = next.body;
    read = 0;
    List<byte[]> fields = next.fields;
    for (int i = 0; i < fields.size(); i += 2) {
      byte[] name = fields.get(i);
      byte[] value = fields.get(i + 1);
      received.getMimeHeaders().addValue(name, 0, name.length).setBytes(value, 0, value.length);
    }
    received.method().setString("POST");
    received.remoteAddr().setString("127.0.0.1");
    received.setContentLength(body.length);
    request.getMappingData().context = context;
    sent.setStatus(200);
  }

  HttpServletRequest request() {
    return request.getRequest();
  }

  HttpServletResponse response() {
    return response.getResponse();
  }

  int status() {
    return sent.getStatus();
  }
}
