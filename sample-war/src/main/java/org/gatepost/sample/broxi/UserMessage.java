package org.gatepost.sample.broxi;

import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The event {@code user.message.received}, with what stands around the {@code data} too. */
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
      Message message,
      @JsonbProperty("conversation_context") @Nullable Conversation conversation) {}

  /** What was said. */
  public record Message(String id, String content, String type, @Nullable Metadata metadata) {}

  /** What it was said with. */
  public record Metadata(
      @Nullable String source,
      @JsonbProperty("user_agent") @Nullable String userAgent,
      @JsonbProperty("ip_address") @Nullable String ipAddress) {}

  /** What was said before. */
  public record Conversation(
      @JsonbProperty("message_count") int messageCount,
      @JsonbProperty("session_duration") @Nullable BigDecimal sessionDurationInSeconds,
      @JsonbProperty("previous_intents") @Nullable List<String> previousIntents) {}
}
