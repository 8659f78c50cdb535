package org.gatepost.cdi;

import java.lang.reflect.Type;
import org.gatepost.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Finds the form for an observed type. JSON-P and JSON-B are touched only when an observer needs
 * them. Not thread-safe: used while the application starts and stops.
 */
final class PayloadForms implements AutoCloseable {
  private @Nullable JsonForms json;

  /**
   * The form that gives the observed type.
   *
   * @param type what the observer observes
   * @param at the JSON pointer to the part that it takes, empty for the whole body
   * @throws IllegalArgumentException if {@code at} is not a JSON pointer, or there is no part to
   *     take; the message states the rule
   * @throws LinkageError if the form needs JSON-P or JSON-B and the server has none
   */
  PayloadForm form(Type type, String at) {
    if (at.isEmpty()) {
      if (type == Delivery.class) {
        return new PayloadForm.Whole();
      } else if (type == byte[].class) {
        return new PayloadForm.Bytes();
      } else if (type == String.class) {
        return new PayloadForm.Text();
      }
    }
    if (type == Delivery.class) {
      throw new IllegalArgumentException(
          "must be left out where the Delivery is observed, which has no parts");
    }
    if (json == null) {
      json = new JsonForms();
    }
    return json.form(type, at);
  }

  @Override
  public void close() {
    if (json != null) {
      json.close();
    }
  }
}
