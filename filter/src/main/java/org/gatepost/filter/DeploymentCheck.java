package org.gatepost.filter;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fails the deployment if a {@link WebhookFilter} of web.xml or a web fragment is not well
 * configured. The filter's own {@code init} refuses too, but not every server heeds that: Payara
 * logs the exception, and serves the application without the filter.
 */
public final class DeploymentCheck implements ServletContainerInitializer {
  // Of the other jar, which this one does not know.
  private static final String EVENT_SERVLET = "org.gatepost.cdi.EventServlet";

  /** Called by the container. */
  public DeploymentCheck() {}

  /**
   * Checks every filter that is declared, and whether the jar of the servlet behind it is there.
   *
   * @throws ServletException if one is not well configured; the message says which, where and why
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    for (FilterRegistration filter : context.getFilterRegistrations().values()) {
      if (WebhookFilter.class.getName().equals(filter.getClassName())) {
        Application.of(context);
        Settings.read(filter.getName(), filter.getInitParameters());
      }
    }
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      if (EVENT_SERVLET.equals(servlet.getClassName()) && isMissing(context)) {
        throw new ServletException(Messages.noEventServlet(servlet.getName(), EVENT_SERVLET));
      }
    }
  }

  private static boolean isMissing(ServletContext context) {
    try {
      Class<?> unused = Class.forName(EVENT_SERVLET, false, context.getClassLoader());
      return false;
    } catch (ClassNotFoundException e) {
      return true;
    } catch (LinkageError e) {
      // It is there; what it lacks the container names.
      return false;
    }
  }
}
