package org.gatepost.cdi.internal.json;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbNumberFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbVisibility;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties that JSON-B fills in an object, by their names in JSON: what the creator or the
 * record takes, public fields, and what public setters take, those of superclasses included (JSON
 * Binding 3.0, sections 3.7, 4.1 and 4.5). Where it cannot be seen how an object is constructed,
 * its fields tell. Not thread-safe.
 */
final class BoundProperties {
  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Class<?> owner;

  /** A type with its arguments filled in. */
  private record Filled(Class<?> raw, List<Type> arguments) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }

  /** A generic array with its element filled in. */
  private record FilledArray(Type element) implements GenericArrayType {
    @Override
    public Type getGenericComponentType() {
      return element;
    }
  }

  /**
   * The properties of a class.
   *
   * @param type the class with its type arguments
   * @param raw the class
   */
  BoundProperties(Type type, Class<?> raw) {
    this.owner = raw;
    Map<TypeVariable<?>, Type> variables = variables(type, raw);
    Executable creator = creator(raw);
    if (creator != null) {
      for (Parameter parameter : creator.getParameters()) {
        add(
            parameter.getName(),
            filled(parameter.getParameterizedType(), variables),
            List.of(parameter));
      }
    } else if (raw.isRecord()) {
      for (RecordComponent component : raw.getRecordComponents()) {
        add(
            component.getName(),
            filled(component.getGenericType(), variables),
            annotated(component.getName(), raw));
      }
      return;
    }
    boolean allFields =
        raw.isAnnotationPresent(JsonbVisibility.class)
            || raw.getPackage().isAnnotationPresent(JsonbVisibility.class)
            || (creator == null && !hasDefaultConstructor(raw));
    addWritable(type, raw, allFields);
  }

  void forEach(BiConsumer<String, Type> action) {
    types.forEach(action);
  }

  private void addWritable(Type type, Class<?> raw, boolean allFields) {
    Type current = type;
    Class<?> c = raw;
    while (c != null && !c.getName().startsWith("java.")) {
      Map<TypeVariable<?>, Type> variables = variables(current, c);
      for (Method method : c.getDeclaredMethods()) {
        if (isSetter(method)) {
          String name = decapitalized(method.getName().substring(3));
          add(
              name,
              filled(method.getGenericParameterTypes()[0], variables),
              annotated(name, owner));
        }
      }
      for (Field field : c.getDeclaredFields()) {
        if (isWritable(field, allFields)) {
          add(
              field.getName(),
              filled(field.getGenericType(), variables),
              annotated(field.getName(), owner));
        }
      }
      current =
          c.getGenericSuperclass() == null
              ? Object.class
              : filled(c.getGenericSuperclass(), variables);
      c = c.getSuperclass();
    }
  }

  private static boolean isSetter(Method method) {
    return method.getName().startsWith("set")
        && method.getName().length() > 3
        && method.getParameterCount() == 1
        && Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !method.isBridge();
  }

  private static boolean isWritable(Field field, boolean allFields) {
    int modifiers = field.getModifiers();
    return !Modifier.isStatic(modifiers)
        && !Modifier.isTransient(modifiers)
        && !field.isSynthetic()
        && (allFields || (Modifier.isPublic(modifiers) && !Modifier.isFinal(modifiers)));
  }

  /** Takes note of a property, unless the application reads it itself; the first of a name wins. */
  private void add(String name, Type type, List<AnnotatedElement> annotated) {
    for (AnnotatedElement element : annotated) {
      if (Shapes.isConverted(element)
          || element.isAnnotationPresent(JsonbNumberFormat.class)
          || element.isAnnotationPresent(JsonbTransient.class)) {
        types.putIfAbsent(name, Object.class);
        return;
      }
    }
    boolean renamed = false;
    for (AnnotatedElement element : annotated) {
      JsonbProperty property = element.getAnnotation(JsonbProperty.class);
      if (property != null && !property.value().isEmpty()) {
        types.putIfAbsent(property.value(), type);
        renamed = !(element instanceof Method method && method.getParameterCount() == 0);
      }
    }
    if (!renamed) {
      types.putIfAbsent(name, type);
    }
  }

  /** The field, the setter and the accessor of a property, as far as there are any. */
  private static List<AnnotatedElement> annotated(String name, Class<?> raw) {
    String capitalized = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    Stream.Builder<AnnotatedElement> found = Stream.builder();
    for (Class<?> c = raw; c != null && c != Object.class; c = c.getSuperclass()) {
      Stream.of(c.getDeclaredFields()).filter(f -> f.getName().equals(name)).forEach(found);
      Stream.of(c.getDeclaredMethods())
          .filter(
              m ->
                  (m.getParameterCount() == 1 && m.getName().equals("set" + capitalized))
                      || (m.getParameterCount() == 0
                          && (m.getName().equals("get" + capitalized)
                              || m.getName().equals("is" + capitalized)
                              || (raw.isRecord() && m.getName().equals(name)))))
          .forEach(found);
    }
    return found.build().toList();
  }

  private static @Nullable Executable creator(Class<?> raw) {
    return Stream.<Executable>concat(
            Arrays.<Executable>stream(raw.getDeclaredConstructors()),
            Arrays.<Executable>stream(raw.getDeclaredMethods()))
        .filter(each -> each.isAnnotationPresent(JsonbCreator.class))
        .findFirst()
        .orElse(null);
  }

  private static boolean hasDefaultConstructor(Class<?> raw) {
    for (Constructor<?> constructor : raw.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 0) {
        return true;
      }
    }
    return false;
  }

  private static String decapitalized(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Map<TypeVariable<?>, Type> variables(Type type, Class<?> raw) {
    Map<TypeVariable<?>, Type> variables = new HashMap<>();
    if (type instanceof ParameterizedType parameterized) {
      for (int i = 0; i < raw.getTypeParameters().length; i++) {
        variables.put(raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
      }
    }
    return variables;
  }

  private static Type filled(Type type, Map<TypeVariable<?>, Type> variables) {
    if (type instanceof TypeVariable<?> variable) {
      return variables.getOrDefault(variable, Object.class);
    } else if (type instanceof ParameterizedType parameterized) {
      return new Filled(
          (Class<?>) parameterized.getRawType(),
          Stream.of(parameterized.getActualTypeArguments())
              .map(argument -> filled(argument, variables))
              .toList());
    } else if (type instanceof GenericArrayType array) {
      return new FilledArray(filled(array.getGenericComponentType(), variables));
    } else if (type instanceof WildcardType wildcard) {
      return filled(wildcard.getUpperBounds()[0], variables);
    }
    return type;
  }
}
