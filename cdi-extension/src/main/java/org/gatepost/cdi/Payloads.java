package org.gatepost.cdi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.signature.UnclearRequestException;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery becomes for its observers: each form is made at most once, also what one form
 * makes of another, such as the body as text or as JSON. Not thread-safe: of one thread's dispatch.
 */
final class Payloads {
  private final Delivery delivery;
  // An exception in place of a payload: what failed once is not tried again.
  private final Map<PayloadForm, Object> made = new HashMap<>();
  private @Nullable Map<String, List<String>> fields;
  private boolean fieldsRead;

  Payloads(Delivery delivery) {
    this.delivery = delivery;
  }

  /** What they are made of. */
  Delivery delivery() {
    return delivery;
  }

  /**
   * The delivery in a form.
   *
   * @throws PayloadException if the body does not become this
   */
  Object of(PayloadForm form) throws PayloadException {
    if (!form.isShared()) {
      return form.of(this);
    }
    Object payload = made.get(form);
    if (payload == null) {
      payload = make(form);
      made.put(form, payload);
    }
    if (payload instanceof PayloadException failure) {
      throw failure;
    }
    return payload;
  }

  /**
   * The fields of a form that is no more than a form, or null if the body is none, or if one field
   * of it holds the JSON that is meant.
   *
   * @throws PayloadException if the form is malformed
   */
  @Nullable Map<String, List<String>> fields() throws PayloadException {
    if (!fieldsRead) {
      try {
        fields = delivery.formJson().isPresent() ? null : delivery.form().orElse(null);
        fieldsRead = true;
      } catch (UnclearRequestException e) {
        throw new PayloadException(e.refusal().detail(), e);
      }
    }
    return fields;
  }

  private Object make(PayloadForm form) {
    try {
      return form.of(this);
    } catch (PayloadException failure) {
      return failure;
    }
  }
}
