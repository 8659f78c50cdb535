package org.gatepost.receiver;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.gatepost.receiver.internal.audit.AuditTarget;
import org.gatepost.receiver.internal.audit.JsonLine;
import org.gatepost.signature.Verified;

/** Writes the audit log: for each request one JSON object on one line. Thread-safe. */
final class Audit {
  private final String source;
  private final String mode;
  private final AuditTarget target;
  private final LongAdder dropped = new LongAdder();
  // Whoever comes while it is in use makes another, which takes its place or is lost.
  private final AtomicReference<JsonLine> spare = new AtomicReference<>();

  /**
   * The audit log of a source.
   *
   * @param source the name of the source
   * @param mode its mode, as configured
   * @param target where the lines go
   */
  Audit(String source, String mode, AuditTarget target) {
    this.source = source;
    this.mode = mode;
    this.target = target;
  }

  boolean isOn() {
    return target.isOn();
  }

  /** How many lines are lost. */
  long dropped() {
    return dropped.sum();
  }

  /** Writes what became of a request. Its signature, headers and body are not in it. */
  void write(Exchange exchange, Duration duration) {
    if (!isOn()) {
      return;
    }
    JsonLine kept = spare.getAndSet(null);
    JsonLine line = kept == null ? new JsonLine() : kept.clear();
    put(line, exchange, duration);
    if (!target.write(line)) {
      dropped.increment();
    }
    spare.set(line);
  }

  private void put(JsonLine line, Exchange exchange, Duration duration) {
    Reason reason = exchange.reason();
    line.time("time", exchange.receivedAt())
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
    line.millis("duration_ms", Math.max(0, duration.toNanos() / 1000));
    if (exchange.attempt() > 0) {
      line.member("attempt", exchange.attempt());
    }
    if (exchange.rejections() > 0) {
      line.member("rejections", exchange.rejections());
    }
  }
}
