package org.gatepost;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The values of a delivery, as a store keeps them: the one way to make a delivery without a
 * verified request, so only {@code org.gatepost.inbox} may use it. Immutable as long as the body is
 * not changed.
 *
 * @param source as in {@link Delivery#source}
 * @param id as in {@link Delivery#id}
 * @param key as in {@link Delivery#key}
 * @param type as in {@link Delivery#type}
 * @param signedAt as in {@link Delivery#signedAt}
 * @param receivedAt as in {@link Delivery#receivedAt}
 * @param attempt as in {@link Delivery#attempt}
 * @param secretLabel as in {@link Delivery#secretLabel}
 * @param headers in turn the name and the value of each line that {@link Delivery#headers} gives:
 *     no signature and no credential is among them
 * @param jsonField the field of a form that holds the JSON, or empty
 * @param body the array itself, not a copy
 * @param events the events that it holds, where it holds several or may
 * @param index which of these it is; {@link #WHOLE} for all of them, and where there are none
 */
// The array is the store's.
@SuppressWarnings("ArrayRecordComponent")
public record StoredDelivery(
    String source,
    Optional<String> id,
    Optional<String> key,
    String type,
    Optional<Instant> signedAt,
    Instant receivedAt,
    int attempt,
    String secretLabel,
    List<String> headers,
    String jsonField,
    byte[] body,
    List<StoredEvent> events,
    int index) {
  /** The index of what is not one event of several. */
  public static final int WHOLE = -1;

  /**
   * Values whose headers are not changed later.
   *
   * @param source as in {@link Delivery#source}
   * @param id as in {@link Delivery#id}
   * @param key as in {@link Delivery#key}
   * @param type as in {@link Delivery#type}
   * @param signedAt as in {@link Delivery#signedAt}
   * @param receivedAt as in {@link Delivery#receivedAt}
   * @param attempt as in {@link Delivery#attempt}
   * @param secretLabel as in {@link Delivery#secretLabel}
   * @param headers in turn names and values
   * @param jsonField the field of a form that holds the JSON, or empty
   * @param body the array itself, not a copy
   * @param events the events that it holds
   * @param index which of these it is
   */
  public StoredDelivery {
    headers = List.copyOf(headers);
    events = List.copyOf(events);
  }

  /**
   * The values of a delivery.
   *
   * @param delivery a genuine one
   * @return what to store of it
   */
  public static StoredDelivery of(Delivery delivery) {
    return delivery.values();
  }

  /** One of the events alone, as a delivery; the headers and the body are shared. */
  StoredDelivery event(int place, int claimed) {
    StoredEvent event = events.get(place);
    return new StoredDelivery(
        source,
        event.id(),
        event.key(),
        event.type(),
        signedAt,
        receivedAt,
        claimed,
        secretLabel,
        headers,
        jsonField,
        body,
        events,
        place);
  }

  /** {@return the delivery that was stored} */
  public Delivery delivery() {
    return new Delivery(this);
  }

  /** Says no more than the delivery does, for a log. */
  @Override
  public String toString() {
    return Delivery.text(source, type, key, id);
  }
}
