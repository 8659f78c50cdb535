package org.gatepost.receiver;

import java.util.List;
import java.util.Locale;
import org.gatepost.signature.DeliveryAnswer;

/**
 * Says what is answered as a scheme's sender wants it. Immutable.
 *
 * @param form how that is
 */
record Replies(DeliveryAnswer form) {
  private static final String FORM = "application/x-www-form-urlencoded";

  /** As elsewhere. */
  static final Replies PLAIN = new Replies(DeliveryAnswer.PLAIN);

  /**
   * An answer as it is sent.
   *
   * @param contentTypes the values of the request's {@code Content-Type}
   */
  Reply of(Reply reply, List<String> contentTypes) {
    Reply asked =
        reply.status() == Answer.INVALID_SIGNATURE.status() && !form.challenge().isEmpty()
            ? reply.with("WWW-Authenticate", form.challenge())
            : reply;
    if (form.alwaysEmpty()) {
      return asked.saying("", "");
    }
    boolean isMeant = reply.status() < 300 && (!form.formsOnly() || isForm(contentTypes));
    return isMeant && form.text().isPresent()
        ? asked.saying(form.text().get(), form.contentType())
        : asked;
  }

  private static boolean isForm(List<String> contentTypes) {
    return contentTypes.size() == 1
        && contentTypes.get(0).toLowerCase(Locale.ROOT).startsWith(FORM);
  }
}
