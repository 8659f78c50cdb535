package org.gatepost.cdi.internal.payload;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import org.gatepost.cdi.internal.OwnBeans;
import org.gatepost.cdi.internal.json.BindingProbe;
import org.gatepost.cdi.internal.json.HeldValues;
import org.gatepost.cdi.internal.json.PayloadException;
import org.gatepost.cdi.internal.json.UnbindableTypeException;
import org.jspecify.annotations.Nullable;

/**
 * The forms that JSON-B makes: with the application's own {@link Jsonb} if that is a bean, else
 * with the server's, which must not change a value that the type cannot hold. Loaded only where the
 * server has JSON-B and an observer needs one. Thread-safe, as JSON-B's objects are.
 */
final class BoundForms implements AutoCloseable {
  private final Jsonb jsonb;
  private final boolean own;

  /**
   * Finds the application's or the server's JSON-B.
   *
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException if the application has several
   * @throws LinkageError if the server has the API, but not what implements it
   */
  BoundForms(BeanManager beans, OwnBeans application) {
    Jsonb given = application.get(Jsonb.class, beans);
    this.own = given != null;
    try {
      this.jsonb = given != null ? given : JsonbBuilder.create();
    } catch (JsonbException | JsonException e) {
      throw new LinkageError("no provider", e);
    }
  }

  /**
   * The form that gives any type.
   *
   * @throws UnbindableTypeException if JSON-B cannot make the type
   */
  PayloadForm form(Type type, JsonForms.Part part) {
    new BindingProbe(jsonb, own).require(type);
    return new Bound(type, part, jsonb, own ? HeldValues.ANY : HeldValues.of(type, jsonb));
  }

  /** What belongs to the application is the application's to close. */
  @Override
  public void close() {
    if (own) {
      return;
    }
    try {
      jsonb.close();
    } catch (Exception e) {
      throw new IllegalStateException("JSON-B does not close", e);
    }
  }

  /** The body, or a part of it, bound by JSON-B. */
  private record Bound(Type type, JsonForms.Part part, Jsonb jsonb, HeldValues held)
      implements PayloadForm {
    /** What is held follows from the type. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bound bound
          && type.equals(bound.type)
          && part.equals(bound.part)
          && jsonb == bound.jsonb;
    }

    /** As it is asked for at each delivery, not of all that this consists of. */
    @Override
    public int hashCode() {
      return 31 * type.hashCode() + part.at().pointer().hashCode();
    }

    @Override
    public Object of(Payloads payloads) throws PayloadException {
      String text =
          part.at().isWhole() && payloads.fields() == null
              ? (String) payloads.of(JsonForms.DocumentText.FORM)
              : payloads.of(part).toString();
      Object bound;
      try {
        bound = jsonb.fromJson(text, type);
      } catch (RuntimeException | StackOverflowError e) {
        throw held.explain(PayloadTrouble.explain(type, e), text);
      }
      if (bound == null) {
        throw new PayloadException("the body is null");
      }
      // Behind the library, which has seen that it is JSON.
      held.require(text);
      return bound;
    }
  }
}
