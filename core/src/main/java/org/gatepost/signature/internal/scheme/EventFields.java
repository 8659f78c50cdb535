package org.gatepost.signature.internal.scheme;

import java.util.List;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/** The fields of one event of a batch. Not thread-safe. */
public final class EventFields {
  private final JsonFields fields;

  EventFields(byte[] event, List<JsonPointer> pointers) {
    this.fields = JsonFields.read(event, pointers);
  }

  /**
   * The text of a field, or null if it is absent or empty.
   *
   * @throws RefusedException if it is there twice, or cannot be read
   */
  @Nullable String text(Reference field) throws RefusedException {
    JsonPointer pointer = field.pointer();
    if (fields.isAmbiguous(pointer)) {
      throw new RefusedException(Refusal.Reason.AMBIGUOUS, field + " is there twice");
    }
    if (fields.isIllegible(pointer)) {
      throw new RefusedException(
          Refusal.Reason.UNREADABLE, field + " cannot be read: it has half a surrogate pair");
    }
    String value = fields.value(pointer);
    return value == null || value.isEmpty() ? null : value;
  }
}
