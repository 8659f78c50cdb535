package org.gatepost.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gatepost.Delivery;
import org.gatepost.fixture.Disclosure;
import org.gatepost.ledger.Processing;

/** An application as a {@code web.xml} would describe it, for any server. */
public final class WebApp implements ServletContainerInitializer {
  /** What a servlet does. */
  public interface Service {
    void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private final List<Consumer<ServletContext>> parts = new ArrayList<>();
  private final List<ServletContainerInitializer> initializers = new ArrayList<>();
  private final List<Class<? extends EventListener>> listeners = new ArrayList<>();
  private Optional<String> webXml = Optional.empty();
  private Optional<String> errorPage = Optional.empty();

  /** Guards the path of the source's name, with a secret and perhaps further init-params. */
  public WebApp guard(String source, Clock clock, Map<String, String> params) {
    return filter(source, new WebhookFilter(clock), params, "/" + source, DispatcherType.REQUEST);
  }

  /** A context-param. */
  public WebApp param(String name, String value) {
    parts.add(context -> context.setInitParameter(name, value));
    return this;
  }

  /** A filter, mapped behind those that are there. */
  WebApp filter(
      String name, Filter filter, Map<String, String> params, String path, DispatcherType... on) {
    Disclosure.hideLiterals(params);
    parts.add(
        context -> {
          FilterRegistration.Dynamic registration = context.addFilter(name, filter);
          registration.setInitParameters(params);
          registration.setAsyncSupported(true);
          registration.addMappingForUrlPatterns(EnumSet.copyOf(Set.of(on)), true, path);
        });
    return this;
  }

  public WebApp servlet(String path, Service service) {
    HttpServlet servlet =
        new HttpServlet() {
          @Override
          protected void service(HttpServletRequest request, HttpServletResponse response)
              throws IOException, ServletException {
            Disclosure.show(request.getAttribute(Delivery.ATTRIBUTE));
            Disclosure.show(request.getAttribute(Processing.ATTRIBUTE));
            service.service(request, response);
          }
        };
    parts.add(
        context -> {
          ServletRegistration.Dynamic registration = context.addServlet(path, servlet);
          registration.setAsyncSupported(true);
          registration.addMapping(path);
        });
    return this;
  }

  /** A servlet of a class of its own, whose annotations count. */
  public WebApp servlet(String path, Class<? extends HttpServlet> type) {
    return servlet(path, type, Optional.empty());
  }

  /** A servlet with a multipart configuration that is given in code. */
  public WebApp servlet(
      String path, Class<? extends HttpServlet> type, Optional<MultipartConfigElement> multipart) {
    parts.add(
        context -> {
          ServletRegistration.Dynamic registration = context.addServlet(path, type);
          registration.setAsyncSupported(true);
          multipart.ifPresent(registration::setMultipartConfig);
          registration.addMapping(path);
        });
    return this;
  }

  /** A servlet that is known by its name alone, as of {@code web.xml}. */
  WebApp namedServlet(String name, String className) {
    parts.add(context -> context.addServlet(name, className).addMapping("/" + name));
    return this;
  }

  /** Whatever else is done while the application starts. */
  WebApp part(Consumer<ServletContext> part) {
    parts.add(part);
    return this;
  }

  /** What is found as {@code /WEB-INF/web.xml}; the container itself does not read it. */
  WebApp webXml(String text) {
    webXml = Optional.of(text);
    return this;
  }

  Optional<String> webXml() {
    return webXml;
  }

  /** Where status 500 is dispatched to. */
  WebApp errorPage(String path) {
    errorPage = Optional.of(path);
    return this;
  }

  /** An initializer found in a jar. */
  WebApp initializer(ServletContainerInitializer initializer) {
    initializers.add(initializer);
    return this;
  }

  /** A listener as named in {@code web.xml}. */
  WebApp listener(Class<? extends EventListener> type) {
    listeners.add(type);
    return this;
  }

  Optional<String> errorPage() {
    return errorPage;
  }

  List<ServletContainerInitializer> initializers() {
    return initializers;
  }

  List<Class<? extends EventListener>> listeners() {
    return listeners;
  }

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) {
    parts.forEach(part -> part.accept(context));
  }
}
