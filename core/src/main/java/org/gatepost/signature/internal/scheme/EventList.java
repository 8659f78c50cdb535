package org.gatepost.signature.internal.scheme;

import java.util.Arrays;
import java.util.List;
import org.gatepost.signature.internal.format.JsonElements;
import org.gatepost.signature.internal.format.JsonFields;
import org.gatepost.signature.internal.format.JsonPointer;

/** The events of one request, as they stand in its JSON. Immutable. */
public final class EventList {
  /** Those of a request that is itself the one event. */
  static final EventList NONE =
      new EventList(new byte[0], new JsonElements(new int[0], JsonElements.State.CLEAR), List.of());

  private final byte[] json;
  private final JsonElements elements;
  private final List<JsonPointer> fields;

  EventList(byte[] json, JsonElements elements, List<JsonPointer> fields) {
    this.json = json;
    this.elements = elements;
    this.fields = fields;
  }

  /** {@return how many there are; 0 if the request is itself the one event} */
  public int count() {
    return elements.count();
  }

  /** The first byte of an event in the JSON. */
  public int from(int index) {
    return elements.from(index);
  }

  /** The byte behind an event in the JSON. */
  public int to(int index) {
    return elements.to(index);
  }

  /** The bytes of an event: a copy. */
  public byte[] json(int index) {
    return Arrays.copyOfRange(json, from(index), to(index));
  }

  /** What a scheme reads in an event. */
  public JsonFields fields(byte[] event) {
    return JsonFields.read(event, fields);
  }
}
