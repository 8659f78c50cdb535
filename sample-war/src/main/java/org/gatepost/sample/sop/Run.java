package org.gatepost.sample.sop;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended.
 *
 * @param id the run's id
 * @param sopId the id of the procedure that was run
 * @param status {@code completed}, {@code failed}, or what may be added
 * @param output what the run made
 */
public record Run(
    String id, @JsonbProperty("sop_id") String sopId, String status, @Nullable JsonObject output) {}
