package org.gatepost.cdi.internal.json;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shapes of types, as JSON-B maps them without configuration (JSON Binding 3.0, chapters
 * 3 and 4). What an adapter or deserializer of the application makes is left to that. Not
 * thread-safe: of one type.
 */
final class Shapes {
  private static final int MAX_DEPTH = 100;
  private static final Set<Class<?>> SINGLE =
      Set.of(String.class, BigDecimal.class, URI.class, Date.class);

  private final Map<Type, Shape> known = new HashMap<>();
  private final Shape untyped;
  private int depth;

  private Shapes(Shape untyped) {
    this.untyped = untyped;
  }

  /**
   * The shape of a type.
   *
   * @param untyped that of {@code Object}
   */
  static Shape of(Type type, Shape untyped) {
    Shape shape = new Shapes(untyped).shape(type);
    return needsLook(shape) ? shape : Shape.ANY;
  }

  private Shape shape(Type type) {
    if (type instanceof WildcardType wildcard) {
      return shape(wildcard.getUpperBounds()[0]);
    } else if (type instanceof GenericArrayType array) {
      return new Shape.Elements(shape(array.getGenericComponentType()));
    } else if (type instanceof ParameterizedType parameterized) {
      return parameterized(parameterized, (Class<?>) parameterized.getRawType());
    } else if (type instanceof Class<?> c) {
      Scalar scalar = Scalar.of(c);
      if (scalar != null) {
        return new Shape.Value(scalar, c.isPrimitive());
      }
      return c.isArray() ? new Shape.Elements(shape(c.getComponentType())) : object(c, c);
    }
    return Shape.ANY;
  }

  private Shape parameterized(ParameterizedType type, Class<?> raw) {
    Type[] arguments = type.getActualTypeArguments();
    if (raw == Optional.class) {
      return shape(arguments[0]);
    } else if (raw.getName().startsWith("java.util.") && arguments.length == 1) {
      return Collection.class.isAssignableFrom(raw)
          ? new Shape.Elements(shape(arguments[0]))
          : Shape.ANY;
    } else if (Map.class.isAssignableFrom(raw) && raw.getName().startsWith("java.util.")) {
      return arguments.length == 2
          ? new Shape.Entries(shape(arguments[0]), shape(arguments[1]))
          : Shape.ANY;
    }
    return object(type, raw);
  }

  private Shape object(Type type, Class<?> raw) {
    if (raw.isEnum() || SINGLE.contains(raw) || raw.getName().startsWith("java.time.")) {
      return isConverted(raw) ? Shape.ANY : new Shape.Single();
    } else if (raw == Object.class) {
      return untyped;
    } else if (raw == Map.class) {
      return new Shape.Entries(Shape.ANY, untyped);
    } else if (raw == List.class || raw == Collection.class || raw == Set.class) {
      return new Shape.Elements(untyped);
    } else if (raw.getName().startsWith("java.") || isConverted(raw)) {
      return Shape.ANY;
    }
    Shape found = known.get(type);
    if (found != null) {
      return found;
    }
    if (depth >= MAX_DEPTH) {
      // Types that contain ever greater ones.
      return Shape.ANY;
    }
    Members members = new Members();
    JsonbTypeInfo info = raw.getDeclaredAnnotation(JsonbTypeInfo.class);
    if (info == null
        && (Modifier.isAbstract(raw.getModifiers()) || Iterable.class.isAssignableFrom(raw))) {
      // What may stand for it is not known, or an array.
      return Shape.ANY;
    }
    Map<String, Shape> byAlias = new HashMap<>();
    Shape shape = info == null ? members : new Shape.Subtypes(info.key(), byAlias, members);
    known.put(type, shape);
    depth++;
    if (info != null) {
      for (JsonbSubtype subtype : info.value()) {
        byAlias.put(subtype.alias(), subtype.type() == raw ? members : shape(subtype.type()));
      }
    }
    members.fill(members(type, raw));
    depth--;
    return shape;
  }

  private Map<String, Shape> members(Type type, Class<?> raw) {
    Map<String, Shape> members = new LinkedHashMap<>();
    if (!raw.isInterface()) {
      new BoundProperties(type, raw)
          .forEach(
              (name, property) -> {
                Shape shape = shape(property);
                members.put(name, needsLook(shape) ? shape : Shape.ANY);
              });
    }
    return members;
  }

  /** Whether the application says itself how this is read. */
  static boolean isConverted(AnnotatedElement element) {
    return element.isAnnotationPresent(JsonbTypeAdapter.class)
        || element.isAnnotationPresent(JsonbTypeDeserializer.class);
  }

  /** Whether there is a value in it that a library may change. */
  private static boolean needsLook(Shape shape) {
    if (shape instanceof Shape.Value
        || shape instanceof Shape.Single
        || shape instanceof Shape.Untyped
        || shape instanceof Shape.Entries
        || shape instanceof Members) {
      return true;
    } else if (shape instanceof Shape.Elements elements) {
      return needsLook(elements.element());
    }
    return shape instanceof Shape.Subtypes;
  }
}
