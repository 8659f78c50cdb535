package org.gatepost.filter;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread is about to do. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Await() {}

  /** Asks again and again, as often as it takes. */
  public static void until(Callable<Boolean> condition) throws Exception {
    until(condition, PATIENCE);
  }

  /** For what may take longer. */
  public static void until(Callable<Boolean> condition, Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + patience);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** For servlets, which may not throw {@link InterruptedException}. */
  public static void latch(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("not within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
