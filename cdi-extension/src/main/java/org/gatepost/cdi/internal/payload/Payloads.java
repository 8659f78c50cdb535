package org.gatepost.cdi.internal.payload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.Delivery;
import org.gatepost.cdi.internal.json.PayloadException;
import org.gatepost.receiver.Passage;
import org.gatepost.signature.UnclearRequestException;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery becomes for its observers: each form is made at most once, also what one form
 * makes of another, such as the body as text or as JSON. Not thread-safe: of one thread's dispatch.
 */
public final class Payloads {
  private final Passage passage;
  // An exception in place of a payload: what failed once is not tried again.
  private final Map<PayloadForm, Object> made = new HashMap<>();
  private @Nullable Map<String, List<String>> fields;
  private boolean fieldsRead;

  public Payloads(Passage passage) {
    this.passage = passage;
  }

  /** What they are made of. */
  public Passage passage() {
    return passage;
  }

  /** The delivery itself, as the application sees it. */
  Delivery delivery() {
    return passage.delivery().orElseThrow();
  }

  /** The body's bytes, not to be changed. */
  byte[] body() {
    return passage.verified().request().body();
  }

  /** The values of the body's content type, as they were sent. */
  List<String> contentTypes() {
    return passage.verified().request().headers("Content-Type");
  }

  /** The JSON in the form in the body, if there is one. */
  Optional<String> formJson() {
    return passage.verified().formJson();
  }

  /**
   * The delivery in a form.
   *
   * @throws PayloadException if the body does not become this
   */
  public Object of(PayloadForm form) throws PayloadException {
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
        fields = formJson().isPresent() ? null : passage.verified().form().orElse(null);
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
