package org.gatepost.cdi.internal.payload;

import jakarta.enterprise.inject.spi.BeanManager;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gatepost.Delivery;
import org.gatepost.cdi.internal.OwnBeans;
import org.gatepost.cdi.internal.declared.FoundObserver;
import org.gatepost.cdi.internal.json.JsonPlace;
import org.gatepost.cdi.internal.json.UnbindableTypeException;
import org.gatepost.event.Where;
import org.jspecify.annotations.Nullable;

/**
 * Finds the form for an observed type, and the rule for its conditions. JSON-P and JSON-B are
 * touched only when an observer needs them. Not thread-safe: used while the application starts and
 * stops.
 */
public final class PayloadForms implements AutoCloseable {

  private final BeanManager beans;
  private final OwnBeans application;
  private @Nullable JsonForms json;
  private @Nullable BoundForms bound;
  private @Nullable PayloadRules rules;

  /**
   * The forms of an application.
   *
   * @param beans what makes beans
   * @param application where the application may have a {@code Jsonb} of its own
   */
  public PayloadForms(BeanManager beans, OwnBeans application) {
    this.beans = beans;
    this.application = application;
  }

  /**
   * The form that gives the observed type.
   *
   * @param type what the observer observes
   * @param at the JSON pointer to the part that it takes, empty for the whole body
   * @throws IllegalArgumentException if {@code at} is not a JSON pointer, or there is no part to
   *     take; the message states the rule
   * @throws UnbindableTypeException if JSON-B cannot make the type
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException if the application has several
   *     {@code Jsonb}
   * @throws LinkageError if the form needs JSON-P or JSON-B and the server has none
   */
  public PayloadForm form(Type type, String at) {
    if (at.isEmpty()) {
      if (type == Delivery.class) {
        return new PayloadForm.Whole();
      } else if (type == byte[].class) {
        return new PayloadForm.Bytes();
      } else if (type == String.class) {
        return TextForm.FORM;
      } else if (type == InputStream.class) {
        return new PayloadForm.ByteStream();
      }
    }
    if (type == Delivery.class || type == InputStream.class) {
      throw new IllegalArgumentException(
          "must be left out where "
              + (type == Delivery.class ? "the Delivery" : "an InputStream")
              + " is observed, which has no parts");
    }
    PayloadForm form = jsonForm(type, at);
    return at.isEmpty() && isFields(type) ? new PayloadForm.Fields(form) : form;
  }

  private PayloadForm jsonForm(Type type, String at) {
    JsonForms found = json();
    JsonPlace place = JsonPlace.of(at);
    if (type instanceof Class<?> c && JsonForms.makes(c)) {
      return found.form(c, place);
    }
    if (bound == null) {
      bound = new BoundForms(beans, application);
    }
    return bound.form(type, found.part(place));
  }

  /**
   * The rule that all conditions hold.
   *
   * @param problems is told which condition breaks which rule
   * @throws LinkageError if there are conditions and the server has no JSON-P
   */
  public ContentRule rule(List<Where> conditions, Consumer<String> problems) {
    return conditions.isEmpty() ? ContentRule.ANY : json().rule(conditions, problems);
  }

  /**
   * A form that gives what another does, unless Jakarta Validation has something against it. It is
   * asked for only where there may be constraints.
   *
   * @param problems is told of constraints that cannot be checked
   * @throws IllegalStateException if the server has it, but it does not start
   */
  public PayloadForm checked(PayloadForm form, FoundObserver observer, Consumer<String> problems) {
    if (!MayHaveConstraints.test(observer)) {
      return form;
    }
    if (rules == null) {
      rules = PayloadRules.ofServer(beans, application);
    }
    return rules.checked(form, observer, problems);
  }

  private JsonForms json() {
    if (json == null) {
      json = new JsonForms();
    }
    return json;
  }

  /** Whether this is {@code Map<String, List<String>>}, of whoever's making the type is. */
  private static boolean isFields(Type type) {
    return type instanceof ParameterizedType map
        && map.getRawType() == Map.class
        && map.getActualTypeArguments()[0] == String.class
        && map.getActualTypeArguments()[1] instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] == String.class;
  }

  @Override
  public void close() {
    if (bound != null) {
      bound.close();
    }
    if (rules != null) {
      rules.close();
    }
  }
}
