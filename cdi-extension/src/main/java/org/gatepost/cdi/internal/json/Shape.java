package org.gatepost.cdi.internal.json;

import java.util.Map;

/** What JSON may stand where a type is bound, so that the type can hold it. Thread-safe. */
sealed interface Shape
    permits Shape.Any,
        Shape.Untyped,
        Shape.Single,
        Shape.Value,
        Shape.Elements,
        Shape.Entries,
        Shape.Subtypes,
        Members {
  /** Anything: what is bound holds it, or says so itself. */
  Shape ANY = new Any();

  /** Anything. */
  record Any() implements Shape {}

  /**
   * Anything that an {@code Object} becomes, where the library makes a {@code long} of each integer
   * and a {@code double} of each other number, as Johnzon does.
   */
  record Untyped() implements Shape {}

  /** One value that the library reads whole or not at all, and no array. */
  record Single() implements Shape {}

  /**
   * One value that the library may change.
   *
   * @param primitive whether it cannot be null
   */
  record Value(Scalar scalar, boolean primitive) implements Shape {}

  /** The elements of an array. */
  record Elements(Shape element) implements Shape {}

  /** The entries of a map. */
  record Entries(Shape key, Shape value) implements Shape {}

  /**
   * An object of one of several classes.
   *
   * @param key the member that says which
   * @param byAlias by its values
   * @param otherwise what it is without the member
   */
  record Subtypes(String key, Map<String, Shape> byAlias, Shape otherwise) implements Shape {}
}
