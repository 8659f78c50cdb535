package org.gatepost;

import java.util.Optional;

/**
 * The values of one event of a delivery that holds several, as a store keeps them. Immutable.
 *
 * @param id as in {@link Delivery#id}
 * @param key as in {@link Delivery#key}
 * @param type as in {@link Delivery#type}
 * @param from the place of its first byte in the delivery's JSON: in the body or, where that is a
 *     form, in {@link Delivery#formJson} in UTF-8
 * @param to the place behind its last byte
 */
public record StoredEvent(
    Optional<String> id, Optional<String> key, String type, int from, int to) {}
