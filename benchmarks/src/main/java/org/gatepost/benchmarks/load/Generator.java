package org.gatepost.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Loads a server on this machine from one thread over a fixed number of connections. Any answer but
 * 200 ends the measurement. Not thread-safe.
 */
final class Generator implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 20_000;

  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private Histogram latency = Round.histogram();
  private long completed;
  private boolean counting;

  Generator(int port, int connectionCount) throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < connectionCount; i++) {
      Connection connection = new Connection(server, selector);
      connections.add(connection);
      idle.add(connection);
    }
  }

  /**
   * A closed model: each connection sends its next request when it has the answer to the last. Ends
   * early if no request is left.
   */
  Round closed(PreparedRequests requests, Duration duration) throws IOException {
    Histogram lateness = Round.histogram();
    long start = begin();
    long end = start + duration.toNanos();
    long now = start;
    while (now < end && requests.left() > 0) {
      while (!idle.isEmpty() && requests.left() > 0) {
        idle.remove().send(requests.take(), System.nanoTime());
      }
      receive(TimeUnit.NANOSECONDS.toMillis(end - now) + 1);
      now = System.nanoTime();
    }
    return finish(start, lateness);
  }

  /**
   * An open model: requests are due at a fixed rate, whatever the server does. One that finds no
   * free connection waits, and its latency counts from when it was due.
   *
   * @param perSecond the rate
   */
  Round open(PreparedRequests requests, double perSecond, Duration duration) throws IOException {
    Histogram lateness = Round.histogram();
    long total = Math.min(requests.left(), (long) (perSecond * duration.toNanos() / 1e9));
    double interval = 1e9 / perSecond;
    long start = begin();
    try (Pacer pacer = new Pacer(selector, start, interval, total)) {
      long due = 0;
      long freeSince = start;
      while (due < total) {
        long now = System.nanoTime();
        while (due < total && !idle.isEmpty() && start + (long) (due * interval) <= now) {
          long dueNanos = start + (long) (due * interval);
          lateness.recordValue(now - Math.max(dueNanos, Math.min(now, freeSince)));
          idle.remove().send(requests.take(), dueNanos);
          due++;
        }
        boolean allBusy = idle.isEmpty();
        receive(PATIENCE_MILLIS);
        if (allBusy && !idle.isEmpty()) {
          freeSince = System.nanoTime();
        }
      }
      awaitAll();
    }
    return finish(start, lateness);
  }

  private long begin() {
    latency = Round.histogram();
    completed = 0;
    counting = true;
    return System.nanoTime();
  }

  private Round finish(long start, Histogram lateness) throws IOException {
    long nanos = System.nanoTime() - start;
    counting = false;
    awaitAll();
    return new Round(completed, nanos, latency, lateness);
  }

  private void awaitAll() throws IOException {
    while (idle.size() < connections.size()) {
      receive(PATIENCE_MILLIS);
    }
  }

  /** Takes in what has come, or waits for it. */
  private void receive(long timeoutMillis) throws IOException {
    long before = System.nanoTime();
    int ready;
    try {
      ready = selector.select(this::proceedUnchecked, timeoutMillis);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (ready == 0
        && idle.size() < connections.size()
        && System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
      throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
    }
  }

  private void proceedUnchecked(SelectionKey key) {
    try {
      proceed(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void proceed(SelectionKey key) throws IOException {
    Connection connection = (Connection) key.attachment();
    int status = connection.proceed();
    if (status == 0) {
      return;
    }
    if (status != 200) {
      throw new IOException("answered with " + status + " instead of 200");
    }
    if (counting) {
      completed++;
      latency.recordValue(System.nanoTime() - connection.startedNanos());
    }
    idle.add(connection);
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
