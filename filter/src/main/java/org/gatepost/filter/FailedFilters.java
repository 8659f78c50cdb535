package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** What a server does about filters whose {@code init} has failed. */
final class FailedFilters {
  private FailedFilters() {}

  /**
   * Whether the server goes on without them, which would leave the application unguarded. Payara
   * and GlassFish do. They are known by their classes, which have the names of Tomcat's, and not by
   * a name of their own, which administrators change or hide. A Tomcat whose name is hidden counts
   * as one of them: the filter then stays shut, though Tomcat would have stopped.
   */
  static boolean areDropped(ServletContext context) {
    return areDropped(context.getClass().getName(), context.getServerInfo());
  }

  static boolean areDropped(String contextClass, @Nullable String serverInfo) {
    return contextClass.startsWith("org.apache.catalina.")
        && (serverInfo == null
            || !(serverInfo.startsWith("Apache Tomcat") || serverInfo.startsWith("Apache TomEE")));
  }
}
