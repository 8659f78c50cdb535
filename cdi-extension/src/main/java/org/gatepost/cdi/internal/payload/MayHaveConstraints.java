package org.gatepost.cdi.internal.payload;

import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.gatepost.Delivery;
import org.gatepost.cdi.internal.declared.FoundObserver;

/**
 * Tells whether Jakarta Validation could have something to say of an observer's payload, so that it
 * need not start for others. Told by names, since a server may lack it.
 */
final class MayHaveConstraints {
  private static final String NOT_NULL = "jakarta.validation.constraints.NotNull";

  private MayHaveConstraints() {}

  /**
   * Whether the parameter has constraints, or the observed type has classes beside those of Java
   * and JSON-P.
   */
  static boolean test(FoundObserver observer) {
    AnnotatedParameter<?> parameter = observer.parameter();
    return isOpen(observer.method().getObservedType())
        || (parameter != null && onParameter(parameter));
  }

  /**
   * Whether a parameter has constraints that its type does not have. That it must not be null, or
   * must be valid itself, adds nothing: no payload is null, and all are checked.
   */
  static boolean onParameter(AnnotatedParameter<?> parameter) {
    return parameter.getAnnotations().stream()
            .filter(a -> !a.annotationType().getName().equals(NOT_NULL))
            .anyMatch(MayHaveConstraints::isConstraint)
        || isConstrained(parameter.getJavaParameter().getAnnotatedType(), false);
  }

  private static boolean isOpen(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return isOpen(parameterized.getRawType())
          || Stream.of(parameterized.getActualTypeArguments()).anyMatch(MayHaveConstraints::isOpen);
    } else if (type instanceof Class<?> c && c.isArray()) {
      return isOpen(c.getComponentType());
    } else if (type instanceof Class<?> c) {
      return !c.isPrimitive()
          && c != Delivery.class
          && !c.getName().startsWith("java.")
          && !c.getName().startsWith("jakarta.json.");
    }
    return true;
  }

  /** Whether a type of elements has constraints, as in {@code List<@NotBlank String>}. */
  private static boolean isConstrained(AnnotatedType type, boolean isElement) {
    AnnotatedType[] elements = {};
    if (type instanceof AnnotatedParameterizedType parameterized) {
      elements = parameterized.getAnnotatedActualTypeArguments();
    } else if (type instanceof AnnotatedArrayType array) {
      elements = new AnnotatedType[] {array.getAnnotatedGenericComponentType()};
    }
    return (isElement
            && Stream.of(type.getAnnotations()).anyMatch(MayHaveConstraints::isConstraint))
        || Stream.of(elements).anyMatch(element -> isConstrained(element, true));
  }

  private static boolean isConstraint(Annotation annotation) {
    return Stream.of(annotation.annotationType().getAnnotations())
        .anyMatch(a -> a.annotationType().getName().equals("jakarta.validation.Constraint"));
  }
}
