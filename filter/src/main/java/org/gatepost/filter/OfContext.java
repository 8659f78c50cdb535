package org.gatepost.filter;

import jakarta.servlet.ServletContext;
import java.util.function.Supplier;

/** What an application has once, kept in its {@link ServletContext} under the name of its class. */
final class OfContext {
  private OfContext() {}

  /** What there is, made if there is none yet; the same for all who ask at once. */
  static synchronized <T> T get(ServletContext context, Class<T> type, Supplier<T> made) {
    Object known = context.getAttribute(type.getName());
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    T one = made.get();
    context.setAttribute(type.getName(), one);
    return one;
  }
}
