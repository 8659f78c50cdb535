package org.gatepost.cdi.internal.payload;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatepost.cdi.internal.json.PayloadException;

/** What another form gives, unless it, or an element of it, breaks a constraint of its class. */
record ValidForm(PayloadForm form, Validator validator) implements PayloadForm {

  @Override
  public Object of(Payloads payloads) throws PayloadException {
    Object payload = payloads.of(form);
    List<ConstraintViolation<?>> violations = new ArrayList<>();
    try {
      for (Object each : elements(payload)) {
        violations.addAll(validator.validate(each));
      }
    } catch (ValidationException e) {
      throw Violations.trouble(e);
    }
    Violations.requireNone(payload, violations);
    return payload;
  }

  @Override
  public boolean isShared() {
    return form.isShared();
  }

  private static List<Object> elements(Object payload) {
    Stream<?> elements = Stream.of(payload);
    if (payload instanceof Collection<?> collection) {
      elements = collection.stream();
    } else if (payload instanceof Map<?, ?> map) {
      elements = map.values().stream();
    } else if (payload instanceof Object[] array) {
      elements = Stream.of(array);
    } else if (payload instanceof Optional<?> optional) {
      elements = optional.stream();
    }
    List<Object> present = new ArrayList<>();
    elements.filter(element -> element != null).forEach(present::add);
    return present;
  }
}
