package org.gatepost.signature.internal.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.UnclearRequestException;

/** The form in a body, whatever scheme it came by. */
public final class FormBody {
  private FormBody() {}

  /**
   * The fields of a form.
   *
   * @param contentTypes the values of {@code Content-Type}
   * @param body the body
   * @return the values by name, as they were sent; empty if the body is no form by its content
   *     type, or begins as JSON does
   * @throws UnclearRequestException if the form has a broken escape, is not UTF-8, or has more than
   *     10,000 fields
   */
  public static Optional<Map<String, List<String>>> fields(List<String> contentTypes, byte[] body) {
    try {
      MultipartForm parts = MultipartForm.of(contentTypes, body);
      if (parts != null) {
        return Optional.of(parts.fields().byName());
      }
      return isForm(contentTypes, body)
          ? Optional.of(FormPairs.parse(body).byName())
          : Optional.empty();
    } catch (RefusedException e) {
      throw new UnclearRequestException(e.refusal());
    }
  }

  /**
   * The one value of a field of a form.
   *
   * @param name the field's name
   * @param contentTypes the values of {@code Content-Type}
   * @param body the body
   * @return the value; empty if the body is no form, or has no such field
   * @throws UnclearRequestException as {@link #fields} does, or if the field is there twice
   */
  public static Optional<String> only(String name, List<String> contentTypes, byte[] body) {
    try {
      MultipartForm parts = MultipartForm.of(contentTypes, body);
      if (parts != null) {
        return Optional.ofNullable(parts.only(name, Refusal.Reason.AMBIGUOUS));
      }
      return isForm(contentTypes, body)
          ? Optional.ofNullable(FormPairs.parse(body).only(name))
          : Optional.empty();
    } catch (RefusedException e) {
      throw new UnclearRequestException(e.refusal());
    }
  }

  private static boolean isForm(List<String> contentTypes, byte[] body) {
    return !FormPairs.beginsAsJson(body) && FormPairs.isForm(contentTypes);
  }
}
