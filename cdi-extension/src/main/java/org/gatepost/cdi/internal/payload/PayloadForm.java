package org.gatepost.cdi.internal.payload;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.gatepost.cdi.internal.json.PayloadException;

/**
 * What an observer takes of a delivery. Implementations are immutable, and equal if they make the
 * same of every delivery, so that it is made once however many observers take it.
 */
public interface PayloadForm {

  /**
   * The delivery in this form.
   *
   * @param payloads has the delivery, and other forms of it
   * @throws PayloadException if the body does not become this
   */
  Object of(Payloads payloads) throws PayloadException;

  /**
   * Whether observers may be given the same object: one of them must not change the body for the
   * next.
   */
  default boolean isShared() {
    return true;
  }

  /** The delivery itself. */
  record Whole() implements PayloadForm {
    @Override
    public Object of(Payloads payloads) {
      return payloads.delivery();
    }
  }

  /** The body's bytes. */
  record Bytes() implements PayloadForm {
    @Override
    public Object of(Payloads payloads) {
      return payloads.body().clone();
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  /** The body's bytes as a stream. */
  record ByteStream() implements PayloadForm {
    @Override
    public Object of(Payloads payloads) {
      return new ByteArrayInputStream(payloads.body().clone());
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  /** What another form makes, alone in a list. */
  record Listed(PayloadForm element) implements PayloadForm {
    @Override
    public Object of(Payloads payloads) throws PayloadException {
      return List.of(payloads.of(element));
    }

    @Override
    public boolean isShared() {
      return element.isShared();
    }
  }

  /** The fields of a form, and of any other body another form. */
  record Fields(PayloadForm otherwise) implements PayloadForm {
    @Override
    public Object of(Payloads payloads) throws PayloadException {
      Map<String, List<String>> fields = payloads.fields();
      return fields == null ? payloads.of(otherwise) : fields;
    }
  }
}
