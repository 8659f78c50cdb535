package org.gatepost.filter;

import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.Map;
import org.gatepost.signature.DurationRange;

/**
 * An init-param that is a duration.
 *
 * @param absent what it is where nobody gives it
 */
record DurationParam(String name, DurationRange range, Duration absent) {

  /** Reads it from a source's init-params. */
  Duration read(Map<String, String> params, String source) throws ServletException {
    String text = params.get(name);
    if (text == null) {
      return absent;
    }
    try {
      return range.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ServletException(
          Messages.invalidInitParam(name, source, DurationRange.broken(range.rule(), text)), e);
    }
  }
}
