package org.gatepost.cdi;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Has sources that no observer can hear named when the application starts, rather than at the first
 * request. The jar's {@code web-fragment.xml} declares it, since only a declared listener may ask
 * which filters there are. An application that has switched fragments off is told by the {@link
 * EventServlet}. Thread-safe.
 */
public final class SourceListener implements ServletContextListener {

  /** Called by the container. */
  public SourceListener() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    UnheardSources unheard;
    try {
      unheard = WebhookExtension.current().unheardSources();
    } catch (IllegalStateException e) {
      // No CDI, or not yet: the servlet will tell.
      return;
    }
    if (unheard != null) {
      unheard.check(event.getServletContext(), EventServlet.class);
    }
  }
}
