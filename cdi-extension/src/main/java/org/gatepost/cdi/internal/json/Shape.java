package org.gatepost.cdi.internal.json;

import java.util.Map;

/** What JSON may stand where a type is bound, so that the type can hold it. Thread-safe. */
sealed interface Shape
    permits Shape.Any, Shape.Value, Shape.Elements, Shape.Entries, Shape.Subtypes, Members {
  /** Anything: what is bound holds it, or says so itself. */
  Shape ANY = new Any();

  /** Anything. */
  record Any() implements Shape {}

  /**
   * One value.
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
