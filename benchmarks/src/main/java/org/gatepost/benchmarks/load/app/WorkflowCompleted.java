package org.gatepost.benchmarks.load.app;

import jakarta.json.bind.annotation.JsonbProperty;

/**
 * What an application takes of the event.
 *
 * @param deliveryId the sender's id
 * @param data what has happened
 */
public record WorkflowCompleted(@JsonbProperty("delivery_id") String deliveryId, Data data) {

  /**
   * A run of a workflow.
   *
   * @param workflowId which workflow
   * @param runId which run
   * @param cost what it cost
   */
  public record Data(
      @JsonbProperty("workflow_id") String workflowId,
      @JsonbProperty("run_id") String runId,
      double cost) {}
}
