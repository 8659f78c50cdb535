package org.gatepost.sample.server;

import java.time.Instant;
import java.util.Map;

/** Payloads as in the senders' documents, each with an id of its own. */
public final class Payloads {
  private Payloads() {}

  /** A BroxiAI event. */
  public static String broxi(String type, String deliveryId, String data) {
    return "{\"event\": \""
        + type
        + "\", \"timestamp\": \"2024-01-15T10:30:05.123Z\", \"webhook_id\": \"wh_abc123\","
        + " \"delivery_id\": \""
        + deliveryId
        + "\", \"data\": "
        + data.strip()
        + "}";
  }

  /** BroxiAI's {@code workflow.completed}. */
  public static String workflowCompleted(String deliveryId) {
    return broxi(
        "workflow.completed",
        deliveryId,
        """
        {"workflow_id": "customer_support_bot", "run_id": "run_12345", "user_id": "user_67890",
         "session_id": "session_abcdef", "input": "Hello, I need help with my order",
         "output": "I'd be happy to help you with your order. Could you please provide your order number?",
         "execution_time": 2.3,
         "token_usage": {"prompt_tokens": 150, "completion_tokens": 75, "total_tokens": 225}, "cost": 0.0045,
         "components_executed": [{"name": "Chat Input", "execution_time": 0.1},
           {"name": "OpenAI Model", "execution_time": 2.0}, {"name": "Chat Output", "execution_time": 0.2}]}
        """);
  }

  /** BroxiAI's {@code workflow.failed}. */
  public static String workflowFailed(String deliveryId) {
    return broxi(
        "workflow.failed",
        deliveryId,
        """
        {"workflow_id": "document_processor", "run_id": "run_12346", "user_id": "user_67891",
         "session_id": "session_abcdef", "input": "Process this document",
         "error": {"code": "COMPONENT_TIMEOUT",
           "message": "Document processing component timed out after 30 seconds", "component": "Document Loader",
           "details": {"timeout_duration": 30, "file_size": "15MB", "file_type": "PDF"}},
         "execution_time": 30.5, "failed_component": "Document Loader"}
        """);
  }

  /** BroxiAI's {@code workflow.timeout}. */
  public static String workflowTimeout(String deliveryId, String workflowId) {
    return broxi(
        "workflow.timeout",
        deliveryId,
        "{\"workflow_id\": \"" + workflowId + "\", \"run_id\": \"run_12347\"}");
  }

  /** BroxiAI's {@code user.message.received}. */
  public static String userMessage(String deliveryId) {
    return broxi(
        "user.message.received",
        deliveryId,
        """
        {"user_id": "user_67890", "session_id": "session_abcdef",
         "message": {"id": "msg_123", "content": "What's the status of my order #12345?", "type": "text",
           "metadata": {"source": "web_chat", "user_agent": "Mozilla/5.0...", "ip_address": "192.168.1.100"}},
         "conversation_context": {"message_count": 5, "session_duration": 120,
           "previous_intents": ["greeting", "order_inquiry"]}}
        """);
  }

  /** BroxiAI's {@code api.quota.warning}. */
  public static String quotaWarning(String deliveryId) {
    return broxi(
        "api.quota.warning",
        deliveryId,
        "{\"usage_percent\": 80, \"limit\": 100000, \"reset_time\": \"2024-02-01T00:00:00Z\"}");
  }

  /** SOP's payload. */
  public static String sopRun(String runId) {
    return "{\"id\": \""
        + runId
        + "\", \"sop_id\": \"sop_1\", \"status\": \"completed\", \"output\": {}}";
  }

  /** The tutorial's payload: event identifier, timestamp, versioned data object. */
  public static String automation(String id) {
    return "{\"id\": \""
        + id
        + "\", \"type\": \"survey.completed\", \"timestamp\": \"2024-01-15T10:30:00Z\","
        + " \"data\": {\"version\": 1, \"survey_id\": \"survey_7\"}}";
  }

  /** GitHub's push of one commit. */
  public static String push(String commit) {
    return "{\"ref\": \"refs/heads/main\", \"before\": \"6113728f27ae82c7b1a177c8d03f9e96e0adf246\", \"after\": \""
        + commit
        + "\", \"commits\": [{\"id\": \""
        + commit
        + "\", \"message\": \"Count the posts\"}]}";
  }

  /** GitHub's opened issue. */
  public static String issueOpened(int number) {
    return "{\"action\": \"opened\", \"issue\": {\"number\": "
        + number
        + ", \"title\": \"The gate squeaks\"}}";
  }

  /** The headers that name GitHub's event and delivery. */
  public static Map<String, String> githubHeaders(String event, String delivery) {
    return Map.of("X-GitHub-Event", event, "X-GitHub-Delivery", delivery);
  }

  /** Stripe's {@code invoice.paid}. */
  public static String invoicePaid(String id) {
    return "{\"id\": \""
        + id
        + "\", \"object\": \"event\", \"api_version\": \"2024-06-20\", \"type\": \"invoice.paid\","
        + " \"data\": {\"object\": {\"id\": \"in_1\", \"object\": \"invoice\", \"amount_paid\": 4200, \"currency\": \"eur\"}}}";
  }

  /** Slack's event of a mention. */
  public static String slackMention(String eventId) {
    return "{\"type\": \"event_callback\", \"team_id\": \"T061EG9R6\", \"event_id\": \""
        + eventId
        + "\","
        + " \"event\": {\"type\": \"app_mention\", \"user\": \"U061F7AUR\", \"text\": \"What is behind the gate?\"}}";
  }

  /** A payload as Standard Webhooks recommends it. */
  public static String contactCreated() {
    return "{\"type\": \"contact.created\", \"timestamp\": \""
        + Instant.EPOCH
        + "\", \"data\": {\"id\": \"1f81eb52\"}}";
  }
}
