package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gatepost.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * The gate holds a body once: up to the servlet, all that it and the container's reading allocate,
 * garbage included, is little more than the body's declared length.
 */
@InEachContainer
class AllocationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Parameter Container container;

  private final AtomicLong atStart = new AtomicLong();
  private final AtomicLong least = new AtomicLong();

  @Test
  void bodyIsHeldOnce() throws Exception {
    Filter measuring =
        (request, response, chain) -> {
          atStart.set(THREADS.getCurrentThreadAllocatedBytes());
          chain.doFilter(request, response);
        };
    WebApp app =
        new WebApp()
            .filter("measuring", measuring, Map.of(), "/hook", DispatcherType.REQUEST)
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of(
                    "scheme",
                    "x-signature",
                    "secret",
                    "literal:s3cr3t",
                    "ledger",
                    "none",
                    "max-body",
                    "8M"))
            .servlet(
                "/hook",
                (request, response) -> {
                  long allocated = THREADS.getCurrentThreadAllocatedBytes() - atStart.get();
                  least.accumulateAndGet(allocated, Math::min);
                });
    try (Server server = container.start(app)) {
      for (int length : new int[] {1_024, 100_000, 1_048_576, 4_194_304}) {
        Post post = Post.signed("x-signature", "s3cr3t", NOW, "x".repeat(length));
        least.set(Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
          assertThat(server.post("/hook", post).statusCode()).isEqualTo(200);
        }
        // The gate's own part is constant; what the container leaves at each read is not.
        long more = 16 * 1024 + length / 32;
        assertThat(least.get()).isBetween((long) length, length + more);
      }
    }
  }
}
