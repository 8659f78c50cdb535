package org.gatepost.internal.param;

import java.time.Duration;
import java.util.Map;
import org.gatepost.InvalidSettingException;
import org.gatepost.internal.DurationRange;
import org.gatepost.internal.Messages;

/**
 * An init-param that is a duration.
 *
 * @param absent what it is where nobody gives it
 */
public record DurationParam(String name, DurationRange range, Duration absent) {

  /**
   * Reads it from a source's init-params.
   *
   * @throws InvalidSettingException if it is no duration, or one outside of the range
   */
  public Duration read(Map<String, String> params, String source) {
    String text = params.get(name);
    if (text == null) {
      return absent;
    }
    try {
      return range.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          Messages.invalidInitParam(name, source, DurationRange.broken(range.rule(), text)), e);
    }
  }
}
