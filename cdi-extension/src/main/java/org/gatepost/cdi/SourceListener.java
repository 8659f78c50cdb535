package org.gatepost.cdi;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Has {@link SourceWarnings} given when the application starts, rather than at the first request.
 * The jar's {@code web-fragment.xml} declares it, since only a declared listener may ask which
 * filters there are. An application that has switched fragments off is told by the {@link
 * EventServlet}. Thread-safe.
 */
public final class SourceListener implements ServletContextListener {

  /** Called by the container. */
  public SourceListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    SourceWarnings warnings;
    try {
      warnings = WebhookExtension.current().warnings();
    } catch (IllegalStateException e) {
      // No CDI, or not yet: the servlet will tell.
      return;
    }
    if (warnings != null) {
      warnings.check(event.getServletContext(), EventServlet.class);
    }
  }
}
