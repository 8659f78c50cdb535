package org.gatepost.sample.automation;

import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An event of the platform: the tutorial says that it has an identifier, a time and a versioned
 * data object, and that consumers are to ignore what they do not know.
 *
 * @param id the event's identifier
 * @param type what happened, such as {@code survey.completed}
 * @param timestamp when; the tutorial does not say how that is written
 * @param data what it happened to; its {@code version} says what stands in it
 */
public record AutomationEvent(
    String id, String type, @Nullable JsonValue timestamp, @Nullable JsonValue data) {}
