package org.gatepost.internal;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * How long something that is configured may last. Immutable.
 *
 * @param min the shortest, inclusive
 * @param max the longest, inclusive
 * @param orNone whether {@code none} may be written instead, which stands for zero
 */
public record DurationRange(Duration min, Duration max, boolean orNone) {
  private static final String RULE = "must be an ISO-8601 duration from ";

  /**
   * Reads a duration.
   *
   * @param text in ISO-8601, such as {@code PT5M}
   * @return the duration
   * @throws IllegalArgumentException if the text is no duration, or one outside of the range; the
   *     message is the {@link #rule}
   */
  public Duration parse(String text) {
    if (orNone && text.equals("none")) {
      return Duration.ZERO;
    }
    try {
      Duration duration = Duration.parse(text);
      if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
        throw new IllegalArgumentException(rule());
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(rule(), e);
    }
  }

  /** {@return what a duration must be, in words} */
  public String rule() {
    return RULE
        + min
        + " to "
        + (max.toDays() > 1 ? "P" + max.toDays() + "D" : max.toString())
        + (orNone ? ", or none" : "");
  }

  /**
   * What is wrong with a text.
   *
   * @param rule the rule that it breaks, perhaps not of durations
   * @param text the text
   * @return rule and text and, of a duration, what to write instead if that can be told
   */
  public static String broken(String rule, String text) {
    return rule
        + ", was ["
        + text
        + "]"
        + (rule.startsWith(RULE) ? Nearest.durationHint(text) : "");
  }
}
