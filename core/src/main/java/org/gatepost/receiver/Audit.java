package org.gatepost.receiver;

import java.time.Duration;
import org.gatepost.receiver.internal.count.JsonLine;
import org.gatepost.signature.Verified;

/**
 * Writes the audit log: for each request one JSON object on one line of the logger {@value #NAME},
 * at level INFO. Thread-safe.
 *
 * @param source the name of the source
 * @param mode its mode, as configured
 */
record Audit(String source, String mode) {
  static final String NAME = "org.gatepost.audit";
  private static final System.Logger LOG = System.getLogger(NAME);

  boolean isOn() {
    return LOG.isLoggable(System.Logger.Level.INFO);
  }

  /** Writes what became of a request. Its signature, headers and body are not in it. */
  void write(Exchange exchange, Duration duration) {
    if (!isOn()) {
      return;
    }
    Reason reason = exchange.reason();
    JsonLine line =
        new JsonLine()
            .member("time", exchange.receivedAt().toString())
            .member("source", source)
            .member("mode", mode)
            .member("outcome", exchange.outcome().label())
            .member("reason", reason == null ? null : reason.label())
            .member("status", exchange.status())
            .member("key", exchange.key().orElse(null));
    Verified verified = exchange.verified();
    if (verified != null) {
      line.member("type", verified.type())
          .member("id", verified.id().orElse(null))
          .member("secret", verified.secretLabel());
      if (!verified.events().isEmpty()) {
        line.member("events", verified.events().size());
      }
    }
    if (exchange.eventsLeft() > 0) {
      line.member("events_left", exchange.eventsLeft());
    }
    line.member("client", exchange.client());
    if (exchange.bodyInBytes() >= 0) {
      line.member("body_bytes", exchange.bodyInBytes());
    }
    // Below zero if the clock was set back.
    line.millis("duration_ms", Math.max(0, duration.dividedBy(Duration.ofNanos(1000))));
    if (exchange.attempt() > 0) {
      line.member("attempt", exchange.attempt());
    }
    if (exchange.rejections() > 0) {
      line.member("rejections", exchange.rejections());
    }
    // Without parameters: a message that has none is not taken for a format.
    LOG.log(System.Logger.Level.INFO, line.toString());
  }
}
