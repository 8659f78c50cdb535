package org.gatepost.signature.internal.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatepost.internal.SuppressForbidden;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Refusal;
import org.gatepost.signature.internal.format.JsonElements;
import org.gatepost.signature.internal.format.JsonPointer;
import org.gatepost.signature.internal.format.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a request stand that may hold several. Immutable.
 *
 * @param paths pointers to them, with {@code *} for each element of an array; the first counts that
 *     leads to any
 * @param fields what is read in an event
 */
public record EventRule(List<JsonPointer> paths, List<JsonPointer> fields) {
  /** A request with more events is refused (inclusive bound). */
  public static final int MAX_EVENTS = 10_000;

  /**
   * Reads where events stand; null where a request is one event.
   *
   * @param ofEvents what the scheme reads of them: id and type
   * @param others every other place in a request that the scheme has something to do with
   * @throws InvalidSchemeException if the scheme refers to events where there are none
   */
  public static @Nullable EventRule read(
      SchemeKeys keys, List<Reference> ofEvents, List<Reference> others) {
    for (Reference other : others) {
      if (other.is(Reference.Kind.EVENT)) {
        throw new InvalidSchemeException(
            "events",
            "lets id and type have {event:...}, which stands for several, and no other key");
      }
    }
    List<JsonPointer> fields = new ArrayList<>();
    for (Reference reference : ofEvents) {
      if (reference.is(Reference.Kind.EVENT) && !fields.contains(reference.pointer())) {
        fields.add(reference.pointer());
      }
    }
    List<JsonPointer> paths = keys.optional("events", EventRule::paths);
    if (paths == null && !fields.isEmpty()) {
      throw new InvalidSchemeException(
          "events", "must be given, because of {event:" + fields.get(0) + "}");
    }
    return paths == null ? null : new EventRule(paths, List.copyOf(fields));
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static List<JsonPointer> paths(String text) {
    return Arrays.stream(text.split(" or ", -1)).map(String::strip).map(EventRule::path).toList();
  }

  private static JsonPointer path(String text) {
    JsonPointer pointer = JsonPointer.parse(text);
    if (!pointer.tokens().contains(JsonElements.EACH)) {
      throw new IllegalArgumentException(
          "must be a JSON pointer with * for each element of an array, such as /events/*, was ["
              + text
              + "]");
    }
    return pointer;
  }

  /**
   * Where the events of a JSON text stand; none if it is itself the one event.
   *
   * @throws RefusedException if it does not say so clearly
   */
  JsonElements find(byte[] json) throws RefusedException {
    JsonElements elements = find(json, paths.get(0));
    for (int i = 1; i < paths.size() && elements.count() == 0; i++) {
      elements = find(json, paths.get(i));
    }
    return elements;
  }

  private static JsonElements find(byte[] json, JsonPointer path) throws RefusedException {
    JsonElements elements = JsonElements.find(json, path, MAX_EVENTS);
    return switch (elements.state()) {
      case CLEAR -> elements;
      case AMBIGUOUS ->
          throw new RefusedException(
              Refusal.Reason.AMBIGUOUS, "what leads to the events at " + path + " is there twice");
      case NOT_JSON ->
          throw new RefusedException(
              Refusal.Reason.UNREADABLE,
              "the events at " + path + " cannot be read: the body is not JSON in UTF-8");
      case TOO_MANY ->
          throw new RefusedException(
              Refusal.Reason.UNREADABLE,
              "there are more than " + MAX_EVENTS + " events at " + path);
    };
  }
}
