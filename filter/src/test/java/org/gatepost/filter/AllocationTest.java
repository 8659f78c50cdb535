package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * The gate holds a body once: up to the servlet, all that it allocates beside what the container
 * does when the body is read, garbage included, is little more than the body's declared length.
 */
@InEachContainer
class AllocationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Parameter Container container;

  private final AtomicLong atStart = new AtomicLong();
  private final AtomicLong least = new AtomicLong();

  private void stop() {
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - atStart.get();
    least.accumulateAndGet(allocated, Math::min);
  }

  private WebApp app() {
    Filter measuring =
        (request, response, chain) -> {
          atStart.set(THREADS.getCurrentThreadAllocatedBytes());
          chain.doFilter(request, response);
        };
    Map<String, String> params =
        Map.of(
            "scheme",
            "generic-hmac-sha256-hex",
            "secret",
            "literal:s3cr3t",
            "ledger",
            "none",
            "max-body",
            "8M");
    byte[] sink = new byte[4_194_304];
    return new WebApp()
        .filter("measuring", measuring, Map.of(), "/*", DispatcherType.REQUEST)
        .guard("hook", new SettableClock(NOW), params)
        .servlet("/hook", (request, response) -> stop())
        .servlet(
            "/open",
            (request, response) -> {
              InputStream in = request.getInputStream();
              // In the steps of the gate, as what the container allocates depends on them.
              int length = in.readNBytes(sink, 0, 4_096);
              in.readNBytes(sink, length, request.getContentLength() - length);
              stop();
            });
  }

  /** What the thriftiest of many requests allocates; of more where that is not enough yet. */
  private long leastAllocated(Server server, String path, Post post, long enough) throws Exception {
    least.set(Long.MAX_VALUE);
    // What the first requests allocate once for all is little beside a long body.
    int requests = post.body().length > 100_000 ? 25 : 100;
    // On a busy machine a body comes in pieces, for each of which a container allocates.
    for (int i = 0; i < requests || (i < 1_000 && least.get() > enough); i++) {
      assertThat(server.post(path, post).statusCode()).isEqualTo(200);
    }
    return least.get();
  }

  @Test
  void bodyIsHeldOnce() throws Exception {
    try (Server server = container.start(app())) {
      for (int length : new int[] {1_024, 100_000, 1_048_576, 4_194_304}) {
        Post post = Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, "x".repeat(length));
        long read = leastAllocated(server, "/open", post, Long.MAX_VALUE);
        // The gate's own part is constant; what the container leaves at each read is not.
        long most = read + length + 16 * 1024 + length / 32;
        assertThat(leastAllocated(server, "/hook", post, most))
            .as("beside %s of the container", read)
            .isBetween((long) length, most);
      }
    }
  }
}
