package org.gatepost.benchmarks.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that the deliveries themselves drive: so many pass in a second. A store that remembers
 * for a while then holds the same number all the time, and forgets one for each that it takes in,
 * as it does in its third day. Thread-safe.
 */
final class PassingClock extends Clock {
  private static final int MILLIS_A_DELIVERY = 20;

  private final AtomicLong millis = new AtomicLong();

  /** How long it takes until so many have passed. */
  static Duration timeOf(int deliveries) {
    return Duration.ofMillis((long) deliveries * MILLIS_A_DELIVERY);
  }

  void pass(int deliveries) {
    millis.addAndGet((long) deliveries * MILLIS_A_DELIVERY);
  }

  @Override
  public long millis() {
    return millis.get();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
