package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import org.gatepost.Lookup;

/**
 * Where names in the init-params of one application lead to, kept in its {@link ServletContext}.
 */
final class GivenLookup {
  private static final String ATTRIBUTE = Lookup.class.getName();

  private GivenLookup() {}

  /** Takes note of what the application says. */
  static void give(Lookup lookup, ServletContext context) {
    context.setAttribute(ATTRIBUTE, lookup);
  }

  /** What the application has said, else the server's own. */
  static Lookup of(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof Lookup given ? given : Lookup.byServer();
  }
}
