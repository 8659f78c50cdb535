package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * The gate holds a body once: up to the servlet, all that it allocates, garbage included, is little
 * more than the body's declared length. The body has come before, since what a container allocates
 * at each read depends on how busy the machine is.
 */
@InEachContainer
class AllocationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Parameter Container container;

  private final AtomicLong atStart = new AtomicLong();
  private final AtomicLong least = new AtomicLong();

  /** A request whose body has come. */
  private static final class Arrived extends HttpServletRequestWrapper {
    private final ByteArrayInputStream body;

    Arrived(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = new ByteArrayInputStream(body);
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ServletInputStream() {
        @Override
        public int read() {
          return body.read();
        }

        @Override
        public int read(byte[] target, int from, int length) {
          return body.read(target, from, length);
        }

        @Override
        public boolean isFinished() {
          return body.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  private WebApp app() {
    Filter measuring =
        (request, response, chain) -> {
          Arrived arrived =
              new Arrived((HttpServletRequest) request, request.getInputStream().readAllBytes());
          atStart.set(THREADS.getCurrentThreadAllocatedBytes());
          chain.doFilter(arrived, response);
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
    return new WebApp()
        .filter("measuring", measuring, Map.of(), "/*", DispatcherType.REQUEST)
        .guard("hook", new SettableClock(NOW), params)
        .servlet(
            "/hook",
            (request, response) -> {
              long allocated = THREADS.getCurrentThreadAllocatedBytes() - atStart.get();
              least.accumulateAndGet(allocated, Math::min);
            });
  }

  @Test
  void bodyIsHeldOnce() throws Exception {
    try (Server server = container.start(app())) {
      for (int length : new int[] {1_024, 100_000, 1_048_576, 4_194_304}) {
        Post post = Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, "x".repeat(length));
        least.set(Long.MAX_VALUE);
        // The first ones allocate what is made once for all.
        for (int i = 0; i < 10; i++) {
          assertThat(server.post("/hook", post).statusCode()).isEqualTo(200);
        }
        assertThat(least.get()).isBetween((long) length, length + 16 * 1024L + length / 32);
      }
    }
  }
}
