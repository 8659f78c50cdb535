package org.gatepost.filter;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Opens sources whose filters have not started when the application has. WildFly and Open Liberty
 * start a filter at the first request. Until then nobody would be told of a source, in the log, in
 * JMX or in the {@code ServletContext}.
 *
 * <p>It is a servlet without a mapping, since servlets start behind the filters of servers that
 * start those first, which know the filters' clocks. Thread-safe.
 */
final class SourceStart extends GenericServlet {
  private static final long serialVersionUID = 1L;

  private final transient SourceMappings mappings;

  SourceStart(SourceMappings mappings) {
    this.mappings = mappings;
  }

  @Override
  public void init() {
    mappings.openAllEarly();
  }

  /** Nobody calls it, as it has no mapping. */
  @Override
  public void service(ServletRequest request, ServletResponse response) {}
}
