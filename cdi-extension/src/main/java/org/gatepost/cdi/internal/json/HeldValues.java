package org.gatepost.cdi.internal.json;

import java.lang.reflect.Type;

/** Which values a type can hold, so that no library changes one without a word. Thread-safe. */
public final class HeldValues {
  /** Any value: what is bound holds it, or says so itself. */
  public static final HeldValues ANY = new HeldValues(Shape.ANY);

  private final Shape shape;

  private HeldValues(Shape shape) {
    this.shape = shape;
  }

  /** Those of a type. */
  public static HeldValues of(Type type) {
    return new HeldValues(Shapes.of(type));
  }

  /**
   * Checks a text.
   *
   * @param text the JSON, which a library has read
   * @throws PayloadException if the type cannot hold a value; the message names the member as the
   *     class does, and quotes nothing
   */
  public void require(String text) throws PayloadException {
    ShapeCheck.require(shape, text);
  }
}
