package org.gatepost.cdi.internal.observer;

import org.jspecify.annotations.Nullable;

/**
 * Which classes a part of an application can see: a WAR of an EAR sees its own, those of the EAR's
 * libraries, and on most servers those of its EJB modules, but none of another WAR (Jakarta EE
 * Platform, section 8.3).
 */
final class SeenClasses {
  private SeenClasses() {}

  /** Whether a class is what a loader has under its name. */
  static boolean sees(@Nullable ClassLoader loader, Class<?> type) {
    try {
      return Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Whether no part of the application can see both. */
  static boolean areApart(Class<?> one, Class<?> other) {
    return one.getClassLoader() != other.getClassLoader()
        && !sees(one.getClassLoader(), other)
        && !sees(other.getClassLoader(), one);
  }
}
