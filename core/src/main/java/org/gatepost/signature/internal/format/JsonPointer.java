package org.gatepost.signature.internal.format;

import java.util.ArrayList;
import java.util.List;
import org.gatepost.internal.SuppressForbidden;

/**
 * A JSON Pointer (RFC 6901) to a member below the root. Immutable.
 *
 * @param tokens the reference tokens, unescaped; never empty
 */
public record JsonPointer(List<String> tokens) {

  /**
   * Reads a pointer such as {@code /data/id}.
   *
   * @throws IllegalArgumentException if the text is not a pointer below the root
   */
  @SuppressForbidden("Of the configuration, not of requests.")
  public static JsonPointer parse(String text) {
    if (!text.startsWith("/") || text.matches("(?s).*~(?![01]).*")) {
      throw new IllegalArgumentException(
          "must be a JSON pointer such as /data/id (RFC 6901), was [" + text + "]");
    }
    List<String> tokens = new ArrayList<>();
    for (String token : text.substring(1).split("/", -1)) {
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointer(List.copyOf(tokens));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
