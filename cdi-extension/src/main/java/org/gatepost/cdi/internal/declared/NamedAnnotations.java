package org.gatepost.cdi.internal.declared;

import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Finds annotations by the names of their types, since a server may lack these. */
final class NamedAnnotations {
  private NamedAnnotations() {}

  /**
   * The first of these annotations that has one of the names, or else the first that stands on one
   * of them, as on a stereotype or on an interceptor binding, however far away.
   */
  static Optional<Annotation> find(Collection<Annotation> declared, Set<String> names) {
    Queue<Annotation> next = new ArrayDeque<>(declared);
    Set<Class<?>> seen = new HashSet<>();
    for (Annotation each = next.poll(); each != null; each = next.poll()) {
      Class<? extends Annotation> type = each.annotationType();
      if (names.contains(type.getName())) {
        return Optional.of(each);
      }
      // Those of Java stand on each other.
      if (seen.add(type) && !type.getName().startsWith("java.")) {
        next.addAll(Set.of(type.getAnnotations()));
      }
    }
    return Optional.empty();
  }

  /** The name of the constant that a member is, or nothing if there is no such member. */
  static Optional<String> constant(Annotation annotation, String member) {
    try {
      Object value = annotation.annotationType().getMethod(member).invoke(annotation);
      return value instanceof Enum<?> constant ? Optional.of(constant.name()) : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
