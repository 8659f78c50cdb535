package org.gatepost.benchmarks.load;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatepost.benchmarks.load.app.BareServlet;
import org.gatepost.filter.WebhookFilter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The filter on Tomcat's own request objects, without a connection: what its code costs by itself,
 * beside the same request read by nobody but {@link BareServlet}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xms1g")
public class GateBenchmark {
  private static final int MAX_REQUESTS = 10_000;
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  /** The length of the body. */
  @Param({"1024"})
  public int size;

  /** How many headers there are beside the five that the sender needs. */
  @Param({"0", "10"})
  public int headers;

  private final List<UnconnectedRequest> requests = new ArrayList<>();
  private final UnconnectedContainer container = new UnconnectedContainer();
  private final FilterChain chain =
      (request, response) -> BareServlet.drain((HttpServletRequest) request);
  private WebhookFilter filter = new WebhookFilter();
  private FilterChain guarded = chain;
  private int next;

  /** Signs the requests, and sees one pass. */
  @Setup(Level.Trial)
  public void start() throws ServletException, IOException {
    Sender sender = new Sender("broxi", size);
    int count = Math.max(1, Math.min(MAX_REQUESTS, MAX_BYTES / size));
    for (int i = 0; i < count; i++) {
      Sender.Signed signed = sender.next();
      for (int h = 0; h < headers; h++) {
        signed.headers().put("X-Another-Header-" + h, "of which nobody asks what is in it");
      }
      requests.add(new UnconnectedRequest(signed.headers(), signed.body().clone()));
    }
    filter = container.start("broxi", "none", Integer.toString(Math.max(size, 1024)));
    guarded = container.guard(chain);
    if (unguarded() != 200) {
      throw new IllegalStateException("refused, though no source guards it");
    }
    if (gate() != 200) {
      throw new IllegalStateException("refused");
    }
  }

  @TearDown
  public void stop() {
    filter.destroy();
  }

  /** The request is read, and nothing else. */
  @Benchmark
  public int bare() throws ServletException, IOException {
    container.take(request());
    chain.doFilter(container.request(), container.response());
    return container.status();
  }

  /** The same behind the filter. */
  @Benchmark
  public int gate() throws ServletException, IOException {
    container.take(request());
    filter.doFilter(container.request(), container.response(), chain);
    return container.status();
  }

  /** A request that no source guards, as {@link #bare}, in an application that has a source. */
  @Benchmark
  public int unguarded() throws ServletException, IOException {
    container.take(request());
    container.at("/orders/4711");
    guarded.doFilter(container.request(), container.response());
    return container.status();
  }

  private UnconnectedRequest request() {
    next = (next + 1) % requests.size();
    return requests.get(next);
  }

  /** A request's header fields, as bytes in turn names and values, and its body. */
  static final class UnconnectedRequest {
    final List<byte[]> fields = new ArrayList<>();
    final byte[] body;

    UnconnectedRequest(Map<String, String> headers, byte[] body) {
      this.body = body;
      add("Host", "127.0.0.1");
      headers.forEach(this::add);
      add("Content-Length", Integer.toString(body.length));
    }

    private void add(String name, String value) {
      fields.add(name.getBytes(StandardCharsets.ISO_8859_1));
      fields.add(value.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
