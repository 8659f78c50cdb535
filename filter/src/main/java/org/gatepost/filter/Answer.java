package org.gatepost.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.gatepost.signature.Handshake;

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

  /**
   * The name of the request attribute that holds the answer to a body that an observer cannot be
   * given; absent where that is {@link #INVALID_PAYLOAD}.
   */
  public static final String UNBINDABLE_ATTRIBUTE = "org.gatepost.filter.Answer.unbindable";

  /** How long a sender is told to wait while the ledger cannot answer. */
  public static final Duration LEDGER_RETRY = Duration.ofSeconds(5);

  private final int status;
  private final String body;

  Answer(int status, String name, String value) {
    this.status = status;
    this.body = "{\"" + name + "\":\"" + value + "\"}";
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }

  /**
   * Sends this answer.
   *
   * @param response where to
   * @throws IOException if the response cannot be written to; not if the sender has gone
   */
  public void send(HttpServletResponse response) throws IOException {
    send(response, status, "application/json", body.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Sends this answer with a {@code Retry-After} (RFC 9110, section 10.2.3).
   *
   * @param response where to
   * @param delay when to come back, rounded up to whole seconds
   * @throws IOException if the response cannot be written to; not if the sender has gone
   */
  public void send(HttpServletResponse response, Duration delay) throws IOException {
    response.setHeader("Retry-After", Long.toString(delay.plusNanos(999_999_999).toSeconds()));
    send(response);
  }

  /** Answers a handshake. */
  static void send(HttpServletResponse response, Handshake handshake) throws IOException {
    // Never another type: what is echoed must not become a page.
    response.setHeader("X-Content-Type-Options", "nosniff");
    handshake.headers().forEach(response::setHeader);
    send(
        response,
        200,
        handshake.contentType() + ";charset=UTF-8",
        handshake.answer().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(
      HttpServletResponse response, int status, String contentType, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(contentType);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      // The sender has gone. Thrown on, it would be a stack trace in the log of some servers for
      // every sender that does.
    }
  }
}
