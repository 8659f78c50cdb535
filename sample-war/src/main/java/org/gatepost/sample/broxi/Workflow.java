package org.gatepost.sample.broxi;

import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The {@code data} of a workflow event. What an event does not have is null. */
public record Workflow(
    @JsonbProperty("workflow_id") String workflowId,
    @JsonbProperty("run_id") String runId,
    @JsonbProperty("user_id") @Nullable String userId,
    @Nullable String output,
    @JsonbProperty("execution_time") @Nullable BigDecimal executionTimeInSeconds,
    @JsonbProperty("token_usage") @Nullable TokenUsage tokenUsage,
    @Nullable BigDecimal cost,
    @Nullable Failure error) {

  /** How many tokens a run has used. */
  public record TokenUsage(
      @JsonbProperty("prompt_tokens") int promptTokens,
      @JsonbProperty("completion_tokens") int completionTokens,
      @JsonbProperty("total_tokens") int totalTokens) {}

  /** Why a run failed. */
  public record Failure(String code, String message, @Nullable String component) {}
}
