package org.gatepost.filter;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Closes the sources of filters that have never started, and so are never destroyed. */
final class SourceEnd implements ServletContextListener {
  private final SourceMappings mappings;

  SourceEnd(SourceMappings mappings) {
    this.mappings = mappings;
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    mappings.closeAll();
  }
}
