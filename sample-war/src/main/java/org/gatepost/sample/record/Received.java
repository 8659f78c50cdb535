package org.gatepost.sample.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one observer saw of one delivery.
 *
 * @param source the sender, as configured in web.xml
 * @param type the event's type
 * @param id the sender's id of the delivery, or null if it gave none
 * @param observer which observer saw it
 * @param attempt at which attempt
 * @param receivedAt when the request came
 */
public record Received(
    String source,
    String type,
    @Nullable String id,
    String observer,
    int attempt,
    Instant receivedAt) {}
