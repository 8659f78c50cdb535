package org.gatepost.receiver;

import java.time.Duration;

/** What a sender is told: a status and a short JSON body, and never why. Immutable. */
public enum Answer {
  /** Every matching observer is done. */
  SUCCESS(200, "status", "success"),
  /** Nothing waits for this event, and nobody remembers it: a later copy is processed anew. */
  IGNORED(200, "status", "ignored"),
  /** The delivery was finished before. */
  ALREADY_PROCESSED(200, "status", "already_processed"),
  /** In progress elsewhere, or the ledger cannot answer: with {@code Retry-After}. */
  TRY_AGAIN_LATER(503, "error", "Try again later"),
  /** An observer failed. */
  PROCESSING_FAILED(500, "error", "Processing failed"),
  /** The payload is not what an observer takes. */
  INVALID_PAYLOAD(400, "error", "Invalid payload"),
  /** Not genuine, or not fresh. */
  INVALID_SIGNATURE(401, "error", "Invalid signature"),
  /** Sent in a way that is not allowed. */
  FORBIDDEN(403, "error", "Forbidden"),
  /** Not a method that senders use. */
  METHOD_NOT_ALLOWED(405, "error", "Method not allowed"),
  /** The body is longer than allowed. */
  PAYLOAD_TOO_LARGE(413, "error", "Payload too large"),
  /**
   * More than the source's rate, or of a client that has failed too often: with {@code
   * Retry-After}.
   */
  TOO_MANY_REQUESTS(429, "error", "Too many requests");

  /** How long a sender is told to wait while the ledger cannot answer. */
  public static final Duration LEDGER_RETRY = Duration.ofSeconds(5);

  private final int status;

  // Immutable, as records are.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Reply reply;

  Answer(int status, String name, String value) {
    this.status = status;
    this.reply = Reply.json(status, "{\"" + name + "\":\"" + value + "\"}");
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }

  /** {@return this answer as it is sent} */
  public Reply reply() {
    return reply;
  }

  /**
   * This answer as it is sent, with a {@code Retry-After} (RFC 9110, section 10.2.3).
   *
   * @param delay when to come back, rounded up to whole seconds
   * @return the reply
   */
  public Reply reply(Duration delay) {
    return reply.with("Retry-After", Long.toString(delay.plusNanos(999_999_999).toSeconds()));
  }
}
