package org.gatepost.cdi;

import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;

/**
 * The forms that JSON-B makes. Loaded only where the server has it and an observer needs one.
 * Thread-safe, as JSON-B's objects are.
 */
final class BoundForms implements AutoCloseable {
  private final Jsonb jsonb;

  /**
   * Finds the server's JSON-B.
   *
   * @throws LinkageError if it has the API, but not what implements it
   */
  BoundForms() {
    try {
      this.jsonb = JsonbBuilder.create();
    } catch (JsonbException | JsonException e) {
      throw new LinkageError("no provider", e);
    }
  }

  /** The form that gives any type. */
  PayloadForm form(Type type, JsonForms.Part part) {
    return new Bound(type, part, jsonb);
  }

  @Override
  public void close() {
    try {
      jsonb.close();
    } catch (Exception e) {
      throw new IllegalStateException("JSON-B does not close", e);
    }
  }

  /** The body, or a part of it, bound by JSON-B. */
  private record Bound(Type type, JsonForms.Part part, Jsonb jsonb) implements PayloadForm {
    @Override
    public Object of(Payloads payloads) throws PayloadException {
      String text =
          part.at().isWhole() ? (String) payloads.of(new Text()) : payloads.of(part).toString();
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
}
