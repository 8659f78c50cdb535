package org.gatepost.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gatepost.sample.server.Client;

/**
 * Sends deliveries over several connections at once, and each again until it is answered with
 * success: after {@code Retry-After}, or soon where there is no answer. Thread-safe.
 */
final class Sender implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final Duration DELAY = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String NONE = "none";
  // The server's own 404 or 500 while it has not yet deployed the application.
  private static final String STARTING = "starting";
  private static final Set<String> EXPECTED = Set.of(NONE, STARTING, "200", "500", "503");

  private final Client client;
  private final DelayQueue<Due> queue = new DelayQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
  private int finished;

  /** A delivery and when it is to be sent. */
  private record Due(String id, long nanoTime) implements Delayed {
    static Due after(String id, Duration delay) {
      return new Due(id, System.nanoTime() + delay.toNanos());
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(nanoTime - ((Due) other).nanoTime);
    }
  }

  /** A sender to a server that need not be there yet. */
  Sender(URI base) {
    client = new Client(base);
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread thread = new Thread(this::send, "sender-" + i);
      thread.start();
      threads.add(thread);
    }
  }

  /** Begins to send these too. */
  void add(List<String> ids) {
    ids.forEach(id -> queue.add(Due.after(id, Duration.ZERO)));
  }

  private void send() {
    try {
      while (true) {
        String id = queue.take().id();
        Duration delay;
        boolean away = false;
        try {
          HttpResponse<String> answer = client.send(Deliveries.request(id));
          delay = answered(answer);
          away = !isGates(answer);
        } catch (IOException e) {
          if (!(e instanceof ConnectException)) {
            unanswered.add(id);
          }
          tally(NONE);
          delay = DELAY;
          away = true;
        }
        if (away) {
          // No server there to wait for: only to leave it the processor to start with.
          Thread.sleep(DELAY.toMillis());
        }
        if (!delay.isNegative()) {
          queue.add(Due.after(id, delay));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long to wait before the delivery is sent again; negative if it is done. */
  private Duration answered(HttpResponse<String> answer) {
    boolean starting = !isGates(answer) && Set.of(404, 500).contains(answer.statusCode());
    tally(starting ? STARTING : Integer.toString(answer.statusCode()));
    if (answer.statusCode() == 200) {
      synchronized (this) {
        finished++;
        notifyAll();
      }
      return Duration.ofNanos(-1);
    }
    return answer
        .headers()
        .firstValue("Retry-After")
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(DELAY);
  }

  private static boolean isGates(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
  }

  private synchronized void tally(String answer) {
    answers.merge(answer, 1, Integer::sum);
    notifyAll();
  }

  /** Those that were on their way when the server was killed. */
  Set<String> unanswered() {
    return Set.copyOf(unanswered);
  }

  /** How many deliveries have been answered with success. */
  synchronized int finished() {
    return finished;
  }

  /** How often there was an answer of this status, or {@code none}. */
  synchronized int count(String status) {
    return answers.getOrDefault(status, 0);
  }

  /** How often there was which status. */
  synchronized Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }

  /** Waits until so many deliveries have been answered with success. */
  void awaitFinished(int count) throws InterruptedException {
    await(count + " finished deliveries", () -> finished >= count);
  }

  /** Waits until so many answers had one of these statuses. */
  void awaitAnswers(int count, String... statuses) throws InterruptedException {
    await(
        count + " of " + List.of(statuses),
        () -> List.of(statuses).stream().mapToInt(this::count).sum() >= count);
  }

  private synchronized void await(String what, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(
            "no " + what + " within " + LIMIT + ": " + finished + " finished, answers " + answers);
      }
      wait(left);
    }
    assertThat(answers.keySet()).as("answers %s", answers).isSubsetOf(EXPECTED);
  }

  @Override
  public void close() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
