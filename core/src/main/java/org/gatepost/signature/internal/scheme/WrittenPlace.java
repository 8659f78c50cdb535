package org.gatepost.signature.internal.scheme;

import java.nio.charset.StandardCharsets;
import org.gatepost.signature.OutgoingRequest;
import org.gatepost.signature.internal.format.FormPairs;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A place that a signer writes to, where the JSON may stand in a field of a form.
 *
 * @param place the place
 * @param jsonField the field of a form that holds the JSON, or empty
 */
public record WrittenPlace(Reference place, String jsonField) {

  /** A request with a value there, as {@link Reference#put} has it. */
  public OutgoingRequest put(OutgoingRequest request, String value) throws RefusedException {
    String json = json(request);
    return json == null ? place.put(request, value) : inField(request, json, value, false);
  }

  /** A request with a time there, as {@link Reference#putNumber} has it. */
  public OutgoingRequest putNumber(OutgoingRequest request, String value) throws RefusedException {
    String json = json(request);
    return json == null ? place.putNumber(request, value) : inField(request, json, value, true);
  }

  private OutgoingRequest inField(
      OutgoingRequest request, String json, String value, boolean isNumber) {
    OutgoingRequest alone = request.withBody(json.getBytes(StandardCharsets.UTF_8));
    OutgoingRequest changed = isNumber ? place.putNumber(alone, value) : place.put(alone, value);
    return Reference.of(Reference.Kind.FORM, jsonField)
        .put(request, new String(changed.body(), StandardCharsets.UTF_8));
  }

  /** The JSON in the form, or null if the value goes elsewhere. */
  private @Nullable String json(OutgoingRequest request) throws RefusedException {
    return place.is(Reference.Kind.JSON) && !jsonField.isEmpty() && FormPairs.isBodyOf(request)
        ? FormPairs.inBody(request).only(jsonField)
        : null;
  }
}
