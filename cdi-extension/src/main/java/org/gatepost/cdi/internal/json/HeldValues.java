package org.gatepost.cdi.internal.json;

import jakarta.json.bind.Jsonb;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Which values a type can hold, so that no library changes one without a word. Thread-safe. */
public final class HeldValues {
  /** Any value: what is bound holds it, or says so itself. */
  public static final HeldValues ANY = new HeldValues(null);

  /** Any value, and nothing behind it. */
  public static final HeldValues WHOLE = new HeldValues(Shape.ANY);

  private final @Nullable Shape shape;

  private HeldValues(@Nullable Shape shape) {
    this.shape = shape;
  }

  /**
   * Those of a type.
   *
   * @param jsonb what binds it
   */
  public static HeldValues of(Type type, Jsonb jsonb) {
    return new HeldValues(Shapes.of(type, untyped(jsonb)));
  }

  /** What an {@code Object} becomes: Johnzon wraps integers that no long holds (2.0.2). */
  static Shape untyped(Jsonb jsonb) {
    return jsonb.getClass().getName().startsWith("org.apache.johnzon.")
        ? new Shape.Untyped()
        : Shape.ANY;
  }

  /**
   * Checks a text.
   *
   * @param text the JSON, which a library has read
   * @throws PayloadException if the type cannot hold a value; the message names the member as the
   *     class does, and quotes nothing
   */
  public void require(String text) throws PayloadException {
    if (shape != null) {
      ShapeCheck.require(shape, text);
    }
  }

  /**
   * Adds to what a library threw whatever can be said besides of a text that it did not bind.
   *
   * @param thrown what is known of it
   * @param text of which nobody knows whether it is JSON
   */
  public PayloadException explain(PayloadException thrown, String text) {
    try {
      require(text);
    } catch (PayloadException unfit) {
      return new PayloadException(thrown.getMessage() + ": " + unfit.getMessage());
    } catch (RuntimeException | StackOverflowError notJson) {
      // As the library said.
    }
    return thrown;
  }
}
