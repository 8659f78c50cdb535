package org.gatepost.cdi.internal.json;

import jakarta.json.bind.Jsonb;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds classes and records that Yasson has no access to, in a type and in what it binds within:
 * Yasson asks for what is public, although JSON Binding does not (3.0, section 3.7.1). What
 * encloses a class need not be public. Not thread-safe.
 */
final class YassonAccess {
  private static final String PACKAGE = "org.eclipse.yasson.";

  private final Predicate<Class<?>> configured;
  private final Set<Class<?>> seen = new HashSet<>();

  /**
   * A search.
   *
   * @param configured whether annotations of JSON-B on a class may say more than can be seen
   */
  YassonAccess(Predicate<Class<?>> configured) {
    this.configured = configured;
  }

  /** Whether it is Yasson that binds. */
  static boolean binds(Jsonb jsonb) {
    return jsonb.getClass().getName().startsWith(PACKAGE);
  }

  /**
   * Looks at a type, and at the types of what Yasson binds in it.
   *
   * @throws UnbindableTypeException if it has no access to one
   */
  void require(Type type) {
    if (type instanceof GenericArrayType array) {
      require(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      require(wildcard.getUpperBounds()[0]);
    } else if (type instanceof ParameterizedType parameterized) {
      Stream.of(parameterized.getActualTypeArguments()).forEach(this::require);
      require(parameterized.getRawType());
    } else if (type instanceof Class<?> c && c.isArray()) {
      require(c.getComponentType());
    } else if (type instanceof Class<?> c && !c.getName().startsWith("java.") && seen.add(c)) {
      requireClass(c);
    }
  }

  private void requireClass(Class<?> c) {
    if (c.isPrimitive()
        || c.isEnum()
        || c.isInterface()
        || Modifier.isAbstract(c.getModifiers())
        || configured.test(c)) {
      return;
    }
    if (!isOpen(c)) {
      throw new UnbindableTypeException(
          (c.isRecord() ? "record " : "class ")
              + c.getName()
              + " is not public, and Yasson, this server's JSON Binding, has access to public ones only: make it public");
    }
    if (hasAnnotatedMembers(c)) {
      // Which may know more than can be seen.
      return;
    }
    if (c.isRecord()) {
      for (RecordComponent component : c.getRecordComponents()) {
        require(component.getGenericType());
      }
      return;
    }
    requireConstructor(c);
    for (Field field : c.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        require(field.getGenericType());
      }
    }
    for (Method method : c.getMethods()) {
      if (method.getName().startsWith("set") && method.getParameterCount() == 1) {
        require(method.getGenericParameterTypes()[0]);
      }
    }
  }

  /** To the virtual machine a protected class is public, but not what belongs to a record. */
  private static boolean isOpen(Class<?> c) {
    int modifiers = c.getModifiers();
    return Modifier.isPublic(modifiers) || (Modifier.isProtected(modifiers) && !c.isRecord());
  }

  private static boolean hasAnnotatedMembers(Class<?> c) {
    return Stream.<AnnotatedElement[]>of(
            c.getDeclaredFields(), c.getDeclaredMethods(), c.getDeclaredConstructors())
        .flatMap(Stream::of)
        .flatMap(member -> Stream.of(member.getAnnotations()))
        .anyMatch(a -> a.annotationType().getName().startsWith("jakarta.json.bind."));
  }

  private static void requireConstructor(Class<?> c) {
    for (Constructor<?> constructor : c.getDeclaredConstructors()) {
      int modifiers = constructor.getModifiers();
      if (constructor.getParameterCount() == 0
          && !Modifier.isPublic(modifiers)
          && !Modifier.isProtected(modifiers)) {
        throw new UnbindableTypeException(
            "the constructor of "
                + c.getName()
                + " is neither public nor protected, and Yasson, this server's JSON Binding, has access to no other:"
                + " make it public");
      }
    }
  }
}
