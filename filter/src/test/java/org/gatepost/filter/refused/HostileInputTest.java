package org.gatepost.filter.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.HostileRequests;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/**
 * Requests that no honest sender makes, drawn from a seed and sent over raw sockets. None gets past
 * the filter unverified or makes the server fail, and none leaves anything behind. {@code
 * gatepost.hostile} is their number, {@code gatepost.seed} the seed.
 */
@InEachContainer
class HostileInputTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final int COUNT = Integer.getInteger("gatepost.hostile", 1_600);
  private static final long SEED = Long.getLong("gatepost.seed", 20_261_120L);
  private static final int SENDERS = 4;
  private static final Pattern PAYARAS =
      Pattern.compile(
          "http-thread-pool::|Executor-Service-|glassfish-web-async-|payara-executor-"
              + "|GF Domain XML|ContainerBackground");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] ([0-9]{3})");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final AtomicInteger unguarded = new AtomicInteger();
  private final AtomicInteger reached = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();

  private WebApp app() {
    Map<String, String> params =
        Map.of("scheme", "broxi-body", "secret", "literal:s3cr3t", "max-body", "64K");
    return new WebApp()
        .guard("hook", new SettableClock(NOW), params)
        .servlet(
            "/hook",
            (request, response) -> {
              reached.incrementAndGet();
              if (request.getAttribute(Delivery.ATTRIBUTE) == null) {
                unguarded.incrementAndGet();
              }
              request.getInputStream().readAllBytes();
              try {
                request.getParameterMap();
              } catch (IllegalStateException e) {
                // Signed, but with too many fields; or with a query that Payara cannot decode, of
                // which it says so without a filter too.
                if (!e.getMessage().startsWith("GP080")
                    && !(e.getCause() instanceof CharConversionException)) {
                  failures.add(e.toString());
                }
                response.setStatus(400);
              }
            });
  }

  @Test
  void nothingHostileGetsThroughOrLeavesAnythingBehind() throws Exception {
    // What the first server of a process starts for all that follow is no leak.
    container.start(app()).close();
    Set<String> threads = threads();
    try (Server server = container.start(app())) {
      // Before it is measured, so that pools, buffers and compiled code are there, and the ledger
      // knows already what is genuine.
      campaign(server, COUNT, SEED);
      log.clear();
      long before = usedHeap();
      campaign(server, COUNT, SEED);
      assertLogHasNoException();
      log.clear();

      assertThat(failures).isEmpty();
      assertThat(unguarded).hasValue(0);
      assertThat(reached).hasPositiveValue();
      assertThat(answers).containsKeys(200, 400, 401, 405, 413);
      assertNoMoreHeapThan(before + before / 20);
    }
    try {
      Await.until(() -> threads.containsAll(threads()));
    } catch (AssertionError e) {
      assertThat(threads()).isSubsetOf(threads);
    }
  }

  /**
   * In the end: a server may keep connections that were broken off until they have been idle for
   * its half minute.
   */
  private static void assertNoMoreHeapThan(long limitInBytes) throws Exception {
    for (int patience = 0; patience < 2; patience++) {
      try {
        Await.until(() -> usedHeap() <= limitInBytes);
        return;
      } catch (AssertionError notYet) {
        // Another try tells, or the last look does.
      }
    }
    assertThat(usedHeap()).isLessThanOrEqualTo(limitInBytes);
  }

  /** On its own, so that the text is gone when the heap is measured. */
  private void assertLogHasNoException() {
    // Payara tells what it cannot parse with a stack trace of its own.
    String any = container == Container.PAYARA_MICRO ? "\tat org.gatepost." : "\tat ";
    assertThat(log.text()).contains("GP020", "GP021", "GP022", "GP023").doesNotContain(any);
  }

  private void campaign(Server server, int count, long seed) throws Exception {
    CountDownLatch done = new CountDownLatch(SENDERS);
    for (int s = 0; s < SENDERS; s++) {
      HostileRequests requests = new HostileRequests(new SplittableRandom(seed + s), NOW);
      Thread sender =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < count / SENDERS; i++) {
                    send(server, requests.next());
                  }
                } catch (Throwable t) {
                  failures.add(t.toString());
                } finally {
                  done.countDown();
                }
              });
      sender.setDaemon(true);
      sender.start();
    }
    done.await();
  }

  private void send(Server server, HostileRequests.Request request) throws IOException {
    String answer = "";
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      for (byte[] piece : request.pieces()) {
        out.write(piece);
        out.flush();
      }
      if (request.breaksOff()) {
        socket.setSoLinger(true, 0);
        return;
      }
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      answer = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (java.net.SocketTimeoutException e) {
      failures.add("no end of the answer to " + request.kind());
    } catch (IOException reset) {
      // The server may hang up on whoever goes on sending.
    }
    var status = STATUS.matcher(answer);
    if (status.find()) {
      count(Integer.parseInt(status.group(1)), request.kind());
    }
  }

  private synchronized void count(int status, String kind) {
    answers.merge(status, 1, Integer::sum);
    // 503: a copy while the first is in progress; 501 and 505: of the containers' own, for
    // transfer codings and versions that they do not know.
    if (status >= 500 && status != 503 && status != 501 && status != 505) {
      failures.add(status + " for " + kind);
    }
  }

  /** Less those of the JDK and of Payara Micro, which stay. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(thread -> !thread.getThreadGroup().getName().matches("system|InnocuousThreadGroup"))
        .filter(thread -> !PAYARAS.matcher(thread.getName()).lookingAt())
        .map(thread -> thread.getName() + " " + thread.getId())
        .collect(Collectors.toSet());
  }

  private static long usedHeap() throws Exception {
    long least = Long.MAX_VALUE;
    // Not every collection closes the gaps, which count.
    for (int i = 0; i < 5; i++) {
      least = Math.min(least, countedHeap());
    }
    return least;
  }

  /** What is reachable. Counting it collects all garbage, be that asked for in vain elsewhere. */
  private static long countedHeap() throws Exception {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    var total = TOTAL.matcher(histogram.toString());
    assertThat(total.find()).isTrue();
    return Long.parseLong(total.group(1));
  }
}
