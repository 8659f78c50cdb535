package org.gatepost.receiver;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.Messages;
import org.gatepost.internal.Nearest;
import org.gatepost.internal.SuppressForbidden;

/**
 * The init-params for whoever runs the application.
 *
 * @param mode whether requests are refused, or only observed
 * @param healthyAbovePercent a source is healthy if its success rate is above this, exclusive
 * @param unbindable what a sender is told whose body does not become what an observer takes
 */
@SuppressForbidden("Of the configuration, not of requests.")
record OperationSettings(Mode mode, double healthyAbovePercent, Answer unbindable) {
  static final Set<String> OWN = Set.of("mode", "healthy-above", "unbindable");
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,3})?");

  /** What is done with requests that must not pass. */
  enum Mode {
    /** They are answered here. */
    ENFORCE,
    /** They are logged and counted, and go on. */
    OBSERVE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static OperationSettings read(Map<String, String> params, String source) {
    String mode = params.getOrDefault("mode", "enforce");
    String healthyAbove = params.getOrDefault("healthy-above", "95").strip();
    if (!PERCENT.matcher(healthyAbove).matches()) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(
              "healthy-above",
              source,
              "must be a percentage from 0 to below 100, such as 99.5, was ["
                  + healthyAbove
                  + "]"));
    }
    return new OperationSettings(
        mode(mode, source),
        Double.parseDouble(healthyAbove),
        unbindable(params.getOrDefault("unbindable", "400"), source));
  }

  private static Answer unbindable(String text, String source) {
    return switch (text.strip()) {
      case "400" -> Answer.INVALID_PAYLOAD;
      case "500" -> Answer.PROCESSING_FAILED;
      default ->
          throw new InvalidSettingException(
              Messages.invalidInitParam(
                  "unbindable", source, "must be 400 or 500, was [" + text + "]"));
    };
  }

  private static Mode mode(String text, String source) {
    return switch (text.strip()) {
      case "enforce" -> Mode.ENFORCE;
      case "observe" -> Mode.OBSERVE;
      default ->
          throw new InvalidSettingException(
              Messages.invalidInitParam(
                  "mode",
                  source,
                  "must be enforce or observe, was ["
                      + text
                      + "]"
                      + Nearest.hint(text, Set.of("enforce", "observe"))));
    };
  }

  boolean observes() {
    return mode == Mode.OBSERVE;
  }

  /** What an operator wants to know at start. */
  String summary() {
    return "mode " + mode.label() + ", healthy above " + healthyAbovePercent + " %";
  }
}
