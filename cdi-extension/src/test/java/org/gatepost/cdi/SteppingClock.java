package org.gatepost.cdi;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on by a number of seconds whenever it is asked. Thread-safe. */
public final class SteppingClock extends Clock {
  private final AtomicLong seconds = new AtomicLong();
  private final long step;

  public SteppingClock(long step) {
    this.step = step;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(seconds.getAndAdd(step));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
