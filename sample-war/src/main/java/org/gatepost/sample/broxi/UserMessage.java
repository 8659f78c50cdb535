package org.gatepost.sample.broxi;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The event {@code user.message.received}. */
public record UserMessage(
    String event,
    Instant timestamp,
    @JsonbProperty("webhook_id") @Nullable String webhookId,
    @JsonbProperty("delivery_id") String deliveryId,
    Data data) {

  /** Who said it, and where. */
  public record Data(
      @JsonbProperty("user_id") String userId,
      @JsonbProperty("session_id") String sessionId,
      Message message) {}

  /** What was said. */
  public record Message(String id, String content, String type) {}
}
