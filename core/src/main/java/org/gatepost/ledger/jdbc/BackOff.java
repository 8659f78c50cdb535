package org.gatepost.ledger.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The waits between tries of what a database undid for another's sake: each a random part of a
 * bound that doubles ("full jitter"), so that those who met do not meet again. Thread-safe.
 *
 * @param waiting what waits
 */
record BackOff(Waiting waiting) {
  /** After so many tries it is trouble. */
  static final int MAX_TRIES = 8;

  private static final Duration FIRST_BOUND = Duration.ofMillis(10);
  private static final Duration LAST_BOUND = Duration.ofMillis(320);

  /** Lets time pass. */
  interface Waiting {
    void pass(Duration time) throws InterruptedException;
  }

  /** By the time of this computer. */
  static BackOff inRealTime() {
    return new BackOff(time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000));
  }

  /**
   * Waits before the next try.
   *
   * @param tries how many there were, from 1
   * @throws InterruptedException if the thread is not to wait
   */
  void await(int tries) throws InterruptedException {
    waiting.pass(
        Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound(tries).toNanos() + 1)));
  }

  /** The longest wait after so many tries, inclusive. */
  static Duration bound(int tries) {
    Duration doubled = FIRST_BOUND.multipliedBy(1L << Math.min(tries - 1, MAX_TRIES));
    return doubled.compareTo(LAST_BOUND) < 0 ? doubled : LAST_BOUND;
  }
}
