package org.gatepost.benchmarks.load;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector whenever a request is due: a selector's own timeout is no finer than a
 * millisecond. {@link #close} ends it.
 */
final class Pacer implements AutoCloseable {
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts.
   *
   * @param start when the first request is due, as by {@link System#nanoTime}
   * @param interval nanoseconds from one to the next
   * @param total how many there are
   */
  Pacer(Selector selector, long start, double interval, long total) {
    thread =
        new Thread(
            () -> {
              for (long i = 0; i < total && !closed; i++) {
                long due = start + (long) (i * interval);
                for (long left; (left = due - System.nanoTime()) > 0 && !closed; ) {
                  LockSupport.parkNanos(left);
                }
                selector.wakeup();
              }
            },
            "pacer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
