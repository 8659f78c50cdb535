package org.gatepost.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final Duration STALL = Duration.ofMillis(300);

  private final Set<String> bodies = ConcurrentHashMap.newKeySet();
  private final AtomicInteger received = new AtomicInteger();
  private final PreparedRequests requests = new PreparedRequests(1024 * 1024);
  private ExecutorService threads;
  private HttpServer server;
  private volatile int statusFromTenth = 200;
  private volatile int stallAt = -1;

  @BeforeEach
  void start() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes()));
          int number = received.incrementAndGet();
          if (number == stallAt) {
            long end = System.nanoTime() + STALL.toNanos();
            for (long left; (left = end - System.nanoTime()) > 0; ) {
              LockSupport.parkNanos(left);
            }
          }
          exchange.sendResponseHeaders(number >= 10 ? statusFromTenth : 200, -1);
          exchange.close();
        });
    server.start();
    requests.fill(new Sender("github", 1024), "/", 100);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  @Test
  void closedModelSendsAllAndCountsWhatWasAnswered() throws IOException {
    try (Generator generator = new Generator(port(), 4)) {
      Round round = generator.closed(requests, Duration.ofSeconds(60));

      assertThat(received).hasValue(100);
      assertThat(bodies).hasSize(100);
      // The last ones of the four connections are answered when the clock has stopped.
      assertThat(round.completed()).isBetween(96L, 100L);
      assertThat(round.latency().getTotalCount()).isEqualTo(round.completed());
    }
  }

  @Test
  void openModelSendsAtItsRate() throws IOException {
    try (Generator generator = new Generator(port(), 4)) {
      Round round = generator.open(requests, 200, Duration.ofMillis(250));

      assertThat(round.completed()).isEqualTo(50);
      assertThat(round.nanos()).isGreaterThanOrEqualTo(49 * 5_000_000L);
    }
  }

  @Test
  void openModelCountsTheWaitBehindAStalledRequest() throws IOException {
    stallAt = 11;
    try (Generator generator = new Generator(port(), 1)) {
      Round round = generator.open(requests, 100, Duration.ofSeconds(1));

      // Due every 10 ms, some 30 fall into the stall: not one is late, but each by what is left.
      long late =
          round.latency().getCountBetweenValues(STALL.toNanos() / 2, round.latency().getMaxValue());
      assertThat(late).isGreaterThanOrEqualTo(14);
      assertThat(round.completed()).isEqualTo(100);
    }
  }

  @Test
  void unexpectedStatusEndsTheMeasurement() throws IOException {
    statusFromTenth = 401;
    try (Generator generator = new Generator(port(), 2)) {
      assertThatIOException()
          .isThrownBy(() -> generator.closed(requests, Duration.ofSeconds(60)))
          .withMessageContaining("401");
    }
  }
}
