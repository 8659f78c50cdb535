package org.gatepost.signature;

import java.time.Duration;
import java.util.Optional;

/**
 * How the sender of a scheme wants its deliveries answered. Immutable.
 *
 * @param text the body of answers that say that all is well; empty for Gatepost's own
 * @param contentType that body's media type
 * @param alwaysEmpty whether no answer has a body, refusals included
 * @param formsOnly whether this holds for forms alone
 * @param within how long the sender waits for an answer, inclusive; empty if that is not known
 * @param challenge what a refused client is told to log in with, the value of {@code
 *     WWW-Authenticate} (RFC 9110, section 11.6.1); empty if the scheme is none of HTTP
 */
public record DeliveryAnswer(
    Optional<String> text,
    String contentType,
    boolean alwaysEmpty,
    boolean formsOnly,
    Optional<Duration> within,
    String challenge) {

  /** Gatepost's own answers. */
  public static final DeliveryAnswer PLAIN =
      new DeliveryAnswer(Optional.empty(), "text/plain", false, false, Optional.empty(), "");
}
