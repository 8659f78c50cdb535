package org.gatepost.cdi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What an observer takes of a delivery. Implementations are immutable, and equal if they make the
 * same of every delivery, so that it is made once however many observers take it.
 */
interface PayloadForm {

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
      return payloads.delivery().body();
    }

    @Override
    public boolean isShared() {
      return false;
    }
  }

  /** The body as text in UTF-8, strictly. */
  record Text() implements PayloadForm {
    @Override
    public String of(Payloads payloads) throws PayloadException {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(payloads.delivery().body()))
            .toString();
      } catch (CharacterCodingException e) {
        throw new PayloadException("the body is not UTF-8", e);
      }
    }
  }
}
