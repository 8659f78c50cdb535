package org.gatepost.cdi.internal.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gatepost.internal.SuppressForbidden;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document, as a JSON Pointer (RFC 6901) names it. Immutable.
 *
 * <p>Not JSON-P's own pointer, which tells by an exception that there is nothing: here that is
 * ordinary.
 *
 * @param pointer the pointer as written
 * @param tokens its reference tokens, unescaped; none for the whole document
 */
@SuppressForbidden("On pointers of the configuration.")
public record JsonPlace(String pointer, List<String> tokens) {
  private static final Pattern SYNTAX = Pattern.compile("(?:/(?:[^/~]|~[01])*+)*+");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  /**
   * Reads a pointer.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static JsonPlace of(String pointer) {
    if (!SYNTAX.matcher(pointer).matches()) {
      throw new IllegalArgumentException("must be a JSON pointer such as /data (RFC 6901)");
    }
    List<String> tokens = new ArrayList<>();
    if (!pointer.isEmpty()) {
      for (String token : pointer.substring(1).split("/", -1)) {
        tokens.add(token.replace("~1", "/").replace("~0", "~"));
      }
    }
    return new JsonPlace(pointer, List.copyOf(tokens));
  }

  public boolean isWhole() {
    return tokens.isEmpty();
  }

  /** The value at this place of a document, or null if there is none. */
  public @Nullable JsonValue in(JsonValue document) {
    JsonValue value = document;
    for (String token : tokens) {
      if (value instanceof JsonObject object) {
        value = object.get(token);
      } else if (value instanceof JsonArray array) {
        value = element(array, token);
      } else {
        return null;
      }
    }
    return value;
  }

  private static @Nullable JsonValue element(JsonArray array, String token) {
    if (!INDEX.matcher(token).matches()) {
      return null;
    }
    int index = Integer.parseInt(token);
    return index < array.size() ? array.get(index) : null;
  }
}
