package org.gatepost.cdi;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonPointer;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.StringReader;
import java.lang.reflect.Type;
import org.gatepost.Delivery;

/**
 * The forms made by JSON-P and JSON-B. Loaded only where the server has both and an observer needs
 * one.
 */
final class JsonForms implements AutoCloseable {
  private final Jsonb jsonb;

  /**
   * Finds the server's JSON-P and JSON-B.
   *
   * @throws LinkageError if it has the API of one, but not what implements it
   */
  JsonForms() {
    try {
      this.jsonb = JsonbBuilder.create();
    } catch (JsonbException | JsonException e) {
      throw new LinkageError("no provider", e);
    }
  }

  PayloadForm form(Type type, String at) {
    if (!at.isEmpty()) {
      requirePointer(at);
    }
    if (type instanceof Class<?> c && JsonValue.class.isAssignableFrom(c)) {
      return new Value(c, at);
    }
    return new Bound(type, at, jsonb);
  }

  @Override
  public void close() {
    try {
      jsonb.close();
    } catch (Exception e) {
      throw new IllegalStateException("JSON-B does not close", e);
    }
  }

  /** The body, or the part of it, as a value of JSON-P. */
  private record Value(Class<?> type, String at) implements PayloadForm {
    @Override
    public Object of(Delivery delivery) throws PayloadException {
      JsonValue value = part(delivery, at);
      if (!type.isInstance(value)) {
        throw new PayloadException(
            "the body has "
                + value.getValueType()
                + " where "
                + type.getSimpleName()
                + " is observed");
      }
      return value;
    }
  }

  /** The body, or the part of it, bound by JSON-B. */
  private record Bound(Type type, String at, Jsonb jsonb) implements PayloadForm {
    @Override
    public Object of(Delivery delivery) throws PayloadException {
      String text = at.isEmpty() ? new Text().of(delivery) : part(delivery, at).toString();
      Object bound;
      try {
        bound = jsonb.fromJson(text, type);
      } catch (RuntimeException | StackOverflowError e) {
        throw PayloadTrouble.explain(type, e);
      }
      if (bound == null) {
        throw new PayloadException("the body is null");
      }
      return bound;
    }
  }

  private static JsonValue part(Delivery delivery, String at) throws PayloadException {
    String text = new PayloadForm.Text().of(delivery);
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonValue whole = reader.readValue();
      JsonPointer pointer = at.isEmpty() ? null : Json.createPointer(at);
      return pointer == null ? whole : part(whole, pointer, at);
    } catch (RuntimeException | StackOverflowError e) {
      throw PayloadTrouble.explain(JsonValue.class, e);
    }
  }

  private static JsonValue part(JsonValue whole, JsonPointer pointer, String at)
      throws PayloadException {
    if (whole instanceof JsonStructure structure && pointer.containsValue(structure)) {
      return pointer.getValue(structure);
    }
    throw new PayloadException("the body has nothing at " + at);
  }

  private static void requirePointer(String at) {
    try {
      Json.createPointer(at);
    } catch (JsonException e) {
      throw new IllegalArgumentException("must be a JSON pointer such as /data (RFC 6901)", e);
    }
  }
}
