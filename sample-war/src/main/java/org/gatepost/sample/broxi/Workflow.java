package org.gatepost.sample.broxi;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of a workflow event, of all kinds. What an event does not have is null.
 *
 * @param workflowId the workflow
 * @param runId this run of it
 * @param userId whose run it is
 * @param sessionId the conversation that it belongs to
 * @param input what it was given
 * @param output what it made, where it completed
 * @param executionTimeInSeconds how long it took
 * @param tokenUsage the tokens that it used
 * @param cost what it cost
 * @param componentsExecuted its parts that ran, in their order
 * @param error why it failed
 * @param failedComponent the part that failed
 */
public record Workflow(
    @JsonbProperty("workflow_id") String workflowId,
    @JsonbProperty("run_id") String runId,
    @JsonbProperty("user_id") @Nullable String userId,
    @JsonbProperty("session_id") @Nullable String sessionId,
    @Nullable String input,
    @Nullable String output,
    @JsonbProperty("execution_time") @Nullable BigDecimal executionTimeInSeconds,
    @JsonbProperty("token_usage") @Nullable TokenUsage tokenUsage,
    @Nullable BigDecimal cost,
    @JsonbProperty("components_executed") @Nullable List<Component> componentsExecuted,
    @Nullable Failure error,
    @JsonbProperty("failed_component") @Nullable String failedComponent) {

  /** How many tokens a run has used. */
  public record TokenUsage(
      @JsonbProperty("prompt_tokens") int promptTokens,
      @JsonbProperty("completion_tokens") int completionTokens,
      @JsonbProperty("total_tokens") int totalTokens) {}

  /** A part of a workflow that ran. */
  public record Component(
      String name, @JsonbProperty("execution_time") BigDecimal executionTimeInSeconds) {}

  /** Why a run failed; the details differ with the code. */
  public record Failure(
      String code, String message, @Nullable String component, @Nullable JsonValue details) {}
}
