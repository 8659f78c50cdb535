package org.gatepost.signature;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scheme's handshake is recognized and answered. Immutable.
 *
 * @param method the method of a handshake that nobody signs, or null if handshakes are signed as
 *     deliveries are
 * @param conditions what a request must have to be a handshake; perhaps none
 * @param answer the answer, or null if code gives it, or there is no handshake
 * @param contentType the answer's
 */
record HandshakeRule(
    @Nullable String method,
    List<Requirement> conditions,
    @Nullable Choice answer,
    ContentType contentType) {

  /** What an answer may be: nothing that a browser would run. */
  enum ContentType {
    TEXT("text/plain", "[A-Za-z0-9._~ :-]+"),
    JSON("application/json", "[A-Za-z0-9._~-]+");

    private final String mediaType;
    private final String echoed;

    ContentType(String mediaType, String echoed) {
      this.mediaType = mediaType;
      this.echoed = echoed;
    }

    String mediaType() {
      return mediaType;
    }

    /** Whether a text of a request may be a part of the answer. */
    boolean allows(String text) {
      return text.length() <= Choice.MAX_LENGTH && text.matches(echoed);
    }

    static ContentType parse(String text) {
      for (ContentType type : values()) {
        if (type.mediaType.equals(text)) {
          return type;
        }
      }
      throw new IllegalArgumentException("must be text/plain or application/json");
    }
  }

  /** Whether a request of this method may be a handshake that nobody signed. */
  boolean isUnsigned(String requestMethod) {
    return requestMethod.equals(method);
  }

  /** Every place that this rule looks at. */
  List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    conditions.forEach(condition -> references.add(condition.place()));
    if (answer != null) {
      references.addAll(answer.references());
    }
    return references;
  }
}
