package org.gatepost.interop.peer;

import java.nio.charset.StandardCharsets;
import org.gatepost.signature.OutgoingRequest;

/**
 * How a genuine request is made a forgery: by one other byte of the body or, where the sender signs
 * no body, of a header.
 *
 * @param from a text of the body, or empty
 * @param to the text in its place, as long
 * @param header the header's name, or empty
 */
public record Change(String from, String to, String header) {
  static final Change USUAL = new Change("gate", "gath", "");

  /** One other byte of a header. */
  public static Change of(String header) {
    return new Change("", "", header);
  }

  /** One other byte of the body. */
  public static Change of(String from, String to) {
    return new Change(from, to, "");
  }

  /** The forgery. */
  public OutgoingRequest of(OutgoingRequest genuine) {
    if (!header.isEmpty()) {
      String value = genuine.headers(header).get(0);
      char last = value.charAt(value.length() - 4);
      return genuine.withHeader(
          header,
          value.substring(0, value.length() - 4)
              + (last == 'A' ? 'B' : 'A')
              + value.substring(value.length() - 3));
    }
    String body = new String(genuine.body(), StandardCharsets.UTF_8);
    String changed = body.replace(from, to);
    if (changed.equals(body)) {
      throw new IllegalStateException("there is no " + from + " in " + body);
    }
    return genuine.withBody(changed.getBytes(StandardCharsets.UTF_8));
  }
}
