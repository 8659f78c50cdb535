package org.gatepost.sample.filteronly;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;
import java.util.Map;
import org.gatepost.filter.WebhookFilter;

/** Adds a filter that cannot start, when Gatepost's own initializer has already run. */
@WebListener
public class AddsFilter implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    FilterRegistration.Dynamic filter =
        event.getServletContext().addFilter("listener", WebhookFilter.class);
    filter.setInitParameters(Map.of("scheme", "github", "secret", "literal:s", "lease", "5m"));
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/orders");
  }
}
