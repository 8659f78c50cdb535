package org.gatepost.cdi.internal.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds types that JSON-B cannot make, when the application starts rather than when something
 * comes. It calls no constructor of the application's, and has nothing to say of a type that
 * carries annotations of JSON-B, nor where the application has a {@link Jsonb} of its own: either
 * may know more than can be seen. What is within a class is looked at only for {@link
 * YassonAccess}.
 */
public final class BindingProbe {
  // One of each kind that a type may be made of. Null tells nothing, since it becomes anything.
  private static final List<String> SAMPLES = List.of("{}", "[]", "\"\"", "0");

  // JSON Binding 3.0, sections 3.3 to 3.5, what may not like any of the samples.
  private static final Set<String> KNOWN_PACKAGES = Set.of("java.time", "java.math");
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Character",
          "java.net.URI",
          "java.net.URL",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.util.Calendar",
          "java.util.Date",
          "java.util.GregorianCalendar",
          "java.util.SimpleTimeZone",
          "java.util.TimeZone",
          "java.util.UUID");

  private static final String JOHNZON = "org.apache.johnzon.mapper.";

  private final Jsonb jsonb;
  private final boolean own;

  /**
   * A probe.
   *
   * @param own whether it is the application's
   */
  public BindingProbe(Jsonb jsonb, boolean own) {
    this.jsonb = jsonb;
    this.own = own;
  }

  /**
   * Looks at a type and at its type arguments, and at what is within where that is Yasson's.
   *
   * @throws UnbindableTypeException if JSON-B cannot make the type
   */
  public void require(Type type) {
    requireMakeable(type);
    if (!own && YassonAccess.binds(jsonb)) {
      new YassonAccess(BindingProbe::isConfigured).require(type);
    }
  }

  private void requireMakeable(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      throw new UnbindableTypeException(
          "what " + variable.getName() + " stands for is not known at run time");
    } else if (type instanceof GenericArrayType array) {
      requireMakeable(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      requireMakeable(wildcard.getUpperBounds()[0]);
    } else if (type instanceof ParameterizedType parameterized) {
      Stream.of(parameterized.getActualTypeArguments()).forEach(this::requireMakeable);
      requireClass((Class<?>) parameterized.getRawType(), type);
    } else if (type instanceof Class<?> c && c.isArray()) {
      requireMakeable(c.getComponentType());
    } else if (type instanceof Class<?> c) {
      requireClass(c, type);
    }
  }

  private void requireClass(Class<?> c, Type type) {
    if (own || c.isPrimitive() || c.isEnum() || isConfigured(c)) {
      return;
    }
    String trouble = null;
    if (c.getName().startsWith("java.")) {
      trouble = isKnown(c) || makesOne(type) ? null : "it knows no such type of Java's";
    } else if (c.isInterface() || Modifier.isAbstract(c.getModifiers())) {
      trouble = makesOne(type) ? null : c.getName() + " is " + kind(c);
    } else if (!c.isRecord()) {
      trouble = construction(c);
    }
    if (trouble != null) {
      throw new UnbindableTypeException(trouble);
    }
  }

  private static String kind(Class<?> c) {
    return (c.isInterface() ? "an interface" : "abstract")
        + ", and no annotation of JSON Binding tells what to make";
  }

  private static boolean isKnown(Class<?> c) {
    return KNOWN_TYPES.contains(c.getName()) || KNOWN_PACKAGES.contains(c.getPackageName());
  }

  private boolean makesOne(Type type) {
    return SAMPLES.stream().anyMatch(sample -> makesOne(type, sample));
  }

  private boolean makesOne(Type type, String sample) {
    try {
      return jsonb.fromJson(sample, type) != null;
    } catch (JsonbException | InaccessibleObjectException no) {
      return false;
    } catch (RuntimeException other) {
      return !isOfJohnzon(other);
    }
  }

  /**
   * Whether Johnzon itself says that it cannot make a type (2.0.2, MappingParserImpl), not what it
   * calls: a constructor or a converter may like other samples better.
   */
  private static boolean isOfJohnzon(RuntimeException thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return (thrown instanceof IllegalArgumentException
            || thrown instanceof UnsupportedOperationException)
        && trace.length > 0
        && trace[0].getClassName().startsWith(JOHNZON);
  }

  /** Why nobody can construct one, or null. */
  private static @Nullable String construction(Class<?> c) {
    if (c.isLocalClass() || (c.isMemberClass() && !Modifier.isStatic(c.getModifiers()))) {
      return c.getName()
          + " is an inner class, which needs an instance of the outer: make it static";
    }
    for (Constructor<?> constructor : c.getDeclaredConstructors()) {
      // Annotated ones may be creators, also for libraries that have annotations of their own.
      if (constructor.getParameterCount() == 0 || constructor.getAnnotations().length > 0) {
        return null;
      }
    }
    boolean creator =
        Stream.of(c.getDeclaredMethods())
            .anyMatch(m -> Modifier.isStatic(m.getModifiers()) && m.getAnnotations().length > 0);
    return creator
        ? null
        : c.getName() + " has neither a constructor without parameters nor a @JsonbCreator";
  }

  /** Whether annotations of JSON-B on the type, or on what it inherits from, may say how. */
  private static boolean isConfigured(Class<?> c) {
    for (Annotation annotation : c.getAnnotations()) {
      if (annotation.annotationType().getName().startsWith("jakarta.json.bind.")) {
        return true;
      }
    }
    Class<?> parent = c.getSuperclass();
    return (parent != null && isConfigured(parent))
        || Stream.of(c.getInterfaces()).anyMatch(BindingProbe::isConfigured);
  }
}
