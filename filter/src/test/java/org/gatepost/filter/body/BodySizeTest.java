package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** The body is read up to {@code max-body}, inclusive, and as a whole or not at all. */
@InEachContainer
class BodySizeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  // Longer than each of the steps in which a body is read.
  private static final int MAX_IN_BYTES = 200 * 1024;

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();

  private Server start() throws Exception {
    return start("200K");
  }

  private Server start(String maxBody) throws Exception {
    return container.start(
        new WebApp()
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of(
                    "scheme",
                    "generic-hmac-sha256-hex",
                    "secret",
                    "literal:s3cr3t",
                    "max-body",
                    maxBody))
            .servlet(
                "/hook",
                (request, response) -> {
                  Delivery delivery = (Delivery) request.getAttribute(Delivery.ATTRIBUTE);
                  lengths.add(delivery.body().length);
                }));
  }

  private static Post ofLength(int length) {
    return Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, "x".repeat(length));
  }

  @Test
  void bodyOfJustTheLimitPasses() throws Exception {
    try (Server server = start()) {
      assertThat(server.post("/hook", ofLength(MAX_IN_BYTES)).statusCode()).isEqualTo(200);
    }
    assertThat(lengths).containsExactly(MAX_IN_BYTES);
  }

  @Test
  void chunkedBodyOfJustTheLimitPasses() throws Exception {
    try (Server server = start()) {
      assertThat(server.postChunked("/hook", ofLength(MAX_IN_BYTES)).statusCode()).isEqualTo(200);
    }
    assertThat(lengths).containsExactly(MAX_IN_BYTES);
  }

  @Test
  void bodyThatIsNotBelievedAtOnceArrivesWhole() throws Exception {
    int length = 17 * 1024 * 1024 + 1;
    try (Server server = start("20M")) {
      assertThat(server.post("/hook", ofLength(length)).statusCode()).isEqualTo(200);
    }
    assertThat(lengths).containsExactly(length);
  }

  @Test
  void bodyOverTheLimitIsTooLarge() throws Exception {
    try (Server server = start()) {
      assertTooLarge(server.post("/hook", ofLength(MAX_IN_BYTES + 1)));
    }
  }

  @Test
  void chunkedBodyOverTheLimitIsTooLargeAndNotCut() throws Exception {
    try (Server server = start()) {
      assertTooLarge(server.postChunked("/hook", ofLength(MAX_IN_BYTES + 1)));
    }
  }

  @Test
  void declaredLengthOverTheLimitIsRefusedBeforeTheBodyComes() throws Exception {
    String head =
        "POST /hook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Length: 9999999999\r\n\r\n";
    try (Server server = start();
        Socket socket = server.connect()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void bodyThatEndsEarlyDoesNothingBehind() throws Exception {
    // What came is signed, so that only the length can tell.
    Post post = ofLength(10);
    assertNothingPasses("Content-Length: 100\r\n\r\n", post, "x".repeat(10));
  }

  @Test
  void chunkedBodyThatEndsEarlyDoesNothingBehind() throws Exception {
    Post post = ofLength(10);
    assertNothingPasses("Transfer-Encoding: chunked\r\n\r\n", post, "a\r\n" + "x".repeat(10));
  }

  private void assertNothingPasses(String framing, Post post, String sent) throws Exception {
    String head =
        "POST /hook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Signature: "
            + post.headers().get("X-Signature")
            + "\r\n"
            + framing;
    try (Server server = start()) {
      server.exchange(head, sent.getBytes(StandardCharsets.US_ASCII));
      Await.until(() -> !log.lines("GP023").isEmpty());
    }
    assertThat(lengths).isEmpty();
    assertThat(log.lines("GP026")).isEmpty();
  }

  private void assertTooLarge(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Payload too large\"}");
    assertThat(lengths).isEmpty();
    assertThat(log.lines("GP022").get(0)).contains("204800 bytes");
  }
}
