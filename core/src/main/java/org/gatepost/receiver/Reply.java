package org.gatepost.receiver;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatepost.signature.Handshake;

/**
 * An answer, ready to be sent. Immutable.
 *
 * @param status the HTTP status
 * @param headers by their names, {@code Cache-Control} and, of an answer with a body, {@code
 *     Content-Type} among them
 * @param body short
 */
public record Reply(int status, Map<String, String> headers, String body) {

  /**
   * An answer whose headers are not changed later.
   *
   * @param status the HTTP status
   * @param headers by their names
   * @param body short
   */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** An answer in JSON. */
  static Reply json(int status, String body) {
    return of(status, "application/json", body, Map.of());
  }

  /** The answer to a handshake. */
  static Reply to(Handshake handshake) {
    Map<String, String> headers = new LinkedHashMap<>(handshake.headers());
    // Never another type: what is echoed must not become a page.
    headers.put("X-Content-Type-Options", "nosniff");
    return handshake.status() == 204
        ? of(204, "", "", headers)
        : of(
            handshake.status(),
            handshake.contentType() + ";charset=UTF-8",
            handshake.answer(),
            headers);
  }

  private static Reply of(int status, String type, String body, Map<String, String> others) {
    Map<String, String> headers = new LinkedHashMap<>(others);
    if (!type.isEmpty()) {
      headers.put("Content-Type", type);
    }
    headers.put("Cache-Control", "no-store");
    return new Reply(status, headers, body);
  }

  /** {@return this answer with another body, and its type; an empty one has none} */
  Reply saying(String text, String type) {
    Map<String, String> others = new LinkedHashMap<>(headers);
    others.remove("Content-Type");
    return of(status, text.isEmpty() ? "" : type + ";charset=UTF-8", text, others);
  }

  /** {@return this answer, with a header more} */
  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }

  /** Says only the status: a handshake's answer may repeat a secret. */
  @Override
  public String toString() {
    return "Reply[" + status + "]";
  }

  /** {@return the body's bytes, in UTF-8} */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
