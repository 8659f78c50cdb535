package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Behind the filter the body is readable as if for the first time, byte for byte. */
@InEachContainer
class BodyReadingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final BlockingQueue<Object> seen = new ArrayBlockingQueue<>(1);

  /** Posts to a servlet behind the filter, and gives what the servlet has seen. */
  private Object seen(WebApp.Service servlet, byte[] body, Map<String, String> headers)
      throws Exception {
    WebApp app =
        new WebApp()
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of("scheme", "generic-hmac-sha256-hex", "secret", "literal:s3cr3t"))
            .servlet("/hook", servlet);
    try (Server server = container.start(app)) {
      Post post = Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, body, headers);
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(200);
      return seen.poll(3, TimeUnit.MINUTES);
    }
  }

  private static byte[] everyByteManyTimes() {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @Test
  void streamGivesTheBytesAsReceived() throws Exception {
    Object body =
        seen(
            (request, response) -> {
              ServletInputStream in = request.getInputStream();
              assertThat(in.isFinished()).isFalse();
              assertThat(in.isReady()).isTrue();
              seen.add(in.readAllBytes());
              assertThat(in.isFinished()).isTrue();
              assertThat(in.read()).isEqualTo(-1);
            },
            everyByteManyTimes(),
            Map.of("Content-Type", "application/octet-stream"));
    assertThat(body).isEqualTo(everyByteManyTimes());
  }

  @Test
  void asynchronousServletReadsWithAListener() throws Exception {
    Object body =
        seen(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              ServletInputStream in = request.getInputStream();
              in.setReadListener(collecting(in, context));
              assertThatThrownBy(() -> in.setReadListener(collecting(in, context)))
                  .isInstanceOf(IllegalStateException.class);
            },
            everyByteManyTimes(),
            Map.of());
    assertThat(body).isEqualTo(everyByteManyTimes());
  }

  @Test
  void listenerIsCalledOnceTheServletHasReturned() throws Exception {
    Object order =
        seen(
            (request, response) -> {
              List<String> calls = new CopyOnWriteArrayList<>();
              AsyncContext context = request.startAsync();
              ServletInputStream in = request.getInputStream();
              in.setReadListener(
                  listener(
                      () -> {
                        // Reads on when the method that was told of data has returned.
                        calls.add("data");
                        context.start(
                            () -> {
                              try {
                                calls.add("reading");
                                in.readAllBytes();
                              } catch (IOException e) {
                                calls.add(e.toString());
                              }
                            });
                      },
                      () -> {
                        calls.add("all");
                        seen.add(calls);
                        context.complete();
                      }));
              calls.add("returned");
            },
            new byte[10],
            Map.of());
    assertThat(order).isEqualTo(List.of("returned", "data", "reading", "all"));
  }

  @Test
  void listenerOfAnEmptyBodyIsToldTheEnd() throws Exception {
    Object told =
        seen(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              request
                  .getInputStream()
                  .setReadListener(
                      listener(
                          () -> {},
                          () -> {
                            seen.add("all");
                            context.complete();
                          }));
            },
            new byte[0],
            Map.of());
    assertThat(told).isEqualTo("all");
  }

  @Test
  void listenerThatFailsIsToldSo() throws Exception {
    Object told =
        seen(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              request
                  .getInputStream()
                  .setReadListener(
                      new ReadListener() {
                        @Override
                        public void onDataAvailable() throws IOException {
                          throw new IOException("failed");
                        }

                        @Override
                        public void onAllDataRead() {}

                        @Override
                        public void onError(Throwable t) {
                          seen.add(t.getMessage());
                          context.complete();
                        }
                      });
            },
            new byte[1],
            Map.of());
    assertThat(told).isEqualTo("failed");
  }

  @Test
  void listenerNeedsAnAsynchronousRequest() throws Exception {
    Object thrown =
        seen(
            (request, response) -> {
              try {
                request.getInputStream().setReadListener(listener(() -> {}, () -> {}));
              } catch (IllegalStateException e) {
                seen.add(e.getMessage());
              }
            },
            new byte[1],
            Map.of());
    assertThat(thrown).isEqualTo("the request is not asynchronous");
  }

  private static ReadListener listener(Runnable data, Runnable all) {
    return new ReadListener() {
      @Override
      public void onDataAvailable() {
        data.run();
      }

      @Override
      public void onAllDataRead() {
        all.run();
      }

      @Override
      public void onError(Throwable t) {
        throw new AssertionError(t);
      }
    };
  }

  private ReadListener collecting(ServletInputStream in, AsyncContext context) {
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    return new ReadListener() {
      @Override
      public void onDataAvailable() throws IOException {
        byte[] buffer = new byte[1000];
        while (in.isReady() && !in.isFinished()) {
          collected.write(buffer, 0, in.read(buffer));
        }
      }

      @Override
      public void onAllDataRead() {
        seen.add(collected.toByteArray());
        context.complete();
      }

      @Override
      public void onError(Throwable t) {
        throw new AssertionError(t);
      }
    };
  }

  @Test
  void readerDecodesAsDeclared() throws Exception {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("cp1250")
        }) {
      assertThat(
              seen(
                  (request, response) -> seen.add(request.getReader().readLine()),
                  "Žluťoučký kůň".getBytes(charset),
                  Map.of("Content-Type", "text/plain; charset=" + charset.name())))
          .isEqualTo("Žluťoučký kůň");
    }
  }

  @Test
  void readerTakesLatin1WhereNothingIsDeclared() throws Exception {
    Object line =
        seen(
            (request, response) -> seen.add(request.getReader().readLine()),
            "café".getBytes(StandardCharsets.ISO_8859_1),
            Map.of("Content-Type", "text/plain"));
    assertThat(line).isEqualTo("café");
  }

  @Test
  void readerRefusesAnUnknownCharsetAsTheServletApiSays() throws Exception {
    Object thrown =
        seen(
            (request, response) -> {
              try {
                request.getReader();
              } catch (IOException e) {
                seen.add(e);
              }
            },
            "x".getBytes(StandardCharsets.US_ASCII),
            Map.of("Content-Type", "text/plain; charset=no-such"));
    assertThat(thrown).isInstanceOf(UnsupportedEncodingException.class);
  }

  @Test
  void streamAndReaderExcludeEachOther() throws Exception {
    Object line =
        seen(
            (request, response) -> {
              seen.add(request.getReader().readLine());
              assertThat(request.getReader()).isSameAs(request.getReader());
              assertThatThrownBy(request::getInputStream).isInstanceOf(IllegalStateException.class);
            },
            "once".getBytes(StandardCharsets.US_ASCII),
            Map.of());
    assertThat(line).isEqualTo("once");
  }
}
