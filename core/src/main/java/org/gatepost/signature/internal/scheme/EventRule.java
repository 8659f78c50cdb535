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
 * @param paths pointers to them, all of which count
 * @param fields what is read in an event
 */
public record EventRule(List<Path> paths, List<JsonPointer> fields) {
  /** A request with more events is refused (inclusive bound). */
  public static final int MAX_EVENTS = 10_000;

  private static final String WHEN = " when ";
  private static final JsonElements NONE = new JsonElements(new int[0], JsonElements.State.CLEAR);

  /**
   * Where the events of some requests stand.
   *
   * @param pointer to them, with {@code *} for each element of an array
   * @param conditions what a request must have for it, perhaps nothing
   */
  record Path(JsonPointer pointer, List<Requirement> conditions) {
    boolean isMetBy(Places values) throws RefusedException {
      for (Requirement condition : conditions) {
        if (!condition.isMetBy(values)) {
          return false;
        }
      }
      return true;
    }
  }

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
    List<Path> paths = keys.optional("events", EventRule::paths);
    if (paths == null && !fields.isEmpty()) {
      throw new InvalidSchemeException(
          "events", "must be given, because of {event:" + fields.get(0) + "}");
    }
    return paths == null ? null : new EventRule(paths, List.copyOf(fields));
  }

  @SuppressForbidden("Of the configuration, not of requests.")
  private static List<Path> paths(String text) {
    return Arrays.stream(text.split(" or ", -1)).map(String::strip).map(EventRule::path).toList();
  }

  private static Path path(String text) {
    int when = text.indexOf(WHEN);
    if (when < 0) {
      return new Path(pointer(text), List.of());
    }
    List<Requirement> conditions = Requirement.parse(text.substring(when + WHEN.length()));
    if (conditions.stream().anyMatch(c -> c.place().is(Reference.Kind.EVENT))) {
      throw new IllegalArgumentException(
          "must have conditions of the request, not of an event, behind when");
    }
    return new Path(pointer(text.substring(0, when).strip()), conditions);
  }

  private static JsonPointer pointer(String text) {
    JsonPointer pointer = JsonPointer.parse(text);
    if (!pointer.tokens().contains(JsonElements.EACH)) {
      throw new IllegalArgumentException(
          "must be a JSON pointer with * for each element of an array, such as /events/*, was ["
              + text
              + "]");
    }
    return pointer;
  }

  /** What the conditions are about. */
  public List<Reference> references() {
    return paths.stream().flatMap(p -> p.conditions().stream()).map(Requirement::place).toList();
  }

  /**
   * Where the events of a JSON text stand; none if it is itself the one event.
   *
   * @param values of the request that brings it
   * @throws RefusedException if it does not say so clearly
   */
  JsonElements find(byte[] json, Places values) throws RefusedException {
    JsonElements all = NONE;
    for (Path path : paths) {
      if (path.isMetBy(values)) {
        all = all.with(find(json, path.pointer()));
      }
    }
    if (all.count() > MAX_EVENTS) {
      throw new RefusedException(
          Refusal.Reason.UNREADABLE, "there are more than " + MAX_EVENTS + " events");
    }
    return all;
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
