package org.gatepost.signature.internal.scheme;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gatepost.internal.DurationRange;
import org.gatepost.signature.InvalidSchemeException;
import org.jspecify.annotations.Nullable;

/**
 * How a sender wants its deliveries answered. Immutable.
 *
 * @param text the body of answers that say that all is well, or null for Gatepost's own
 * @param contentType that body's media type
 * @param alwaysEmpty whether no answer has a body, refusals included
 * @param formsOnly whether other deliveries than forms are answered as elsewhere
 * @param within how long the sender waits for an answer, inclusive, or null if nobody knows
 */
public record AnswerForm(
    @Nullable String text,
    String contentType,
    boolean alwaysEmpty,
    boolean formsOnly,
    @Nullable Duration within) {
  private static final DurationRange WITHIN =
      new DurationRange(Duration.ofSeconds(1), Duration.ofMinutes(10), true);
  // Nothing that a browser would run.
  private static final Set<String> CONTENT_TYPES =
      Set.of("application/json", "application/xml", "text/plain", "text/xml");

  /** Reads how the deliveries of a scheme are answered. */
  public static AnswerForm read(SchemeKeys keys) {
    String answer = keys.text("answer", "");
    if (keys.has("answer") && answer.isBlank()) {
      throw keys.invalid("answer", "must be a text, none or empty");
    }
    for (String key : List.of("answer-content-type", "answer-to")) {
      if (keys.has(key) && (answer.isEmpty() || answer.equals("none"))) {
        throw new InvalidSchemeException(key, "must come with an answer other than none");
      }
    }
    String contentType = keys.text("answer-content-type", "text/plain");
    if (!CONTENT_TYPES.contains(contentType)) {
      throw keys.invalid("answer-content-type", "must be one of " + new TreeSet<>(CONTENT_TYPES));
    }
    boolean isEmpty = answer.equals("none") || answer.equals("empty");
    return new AnswerForm(
        answer.isEmpty() ? null : isEmpty ? "" : answer,
        contentType,
        answer.equals("none"),
        keys.oneOf("answer-to", List.of("all", "forms"), "all").equals("forms"),
        keys.optional("answer-within", AnswerForm::within));
  }

  private static @Nullable Duration within(String text) {
    Duration duration = WITHIN.parse(text.strip());
    return duration.isZero() ? null : duration;
  }
}
