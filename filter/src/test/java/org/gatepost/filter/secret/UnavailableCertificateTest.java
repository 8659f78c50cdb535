package org.gatepost.filter.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InOneContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A certificate that cannot be had is no proof against a message: the sender is to try again. */
@InOneContainer
class UnavailableCertificateTest {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:topic";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private ProxySelector before;

  @BeforeEach
  void closeTheWayOut() throws IOException {
    before = ProxySelector.getDefault();
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress nobody =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), closed.getLocalPort());
      ProxySelector.setDefault(
          new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
              boolean out = uri.getHost().endsWith(".amazonaws.com");
              return List.of(out ? new Proxy(Proxy.Type.HTTP, nobody) : Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
          });
    }
  }

  @AfterEach
  void open() {
    ProxySelector.setDefault(before);
  }

  @Test
  void senderIsToldToTryAgainAndNoFailureIsCounted() throws Exception {
    WebApp app =
        new WebApp()
            .guard(
                "sns",
                new SettableClock(NOW),
                Map.of("scheme", "aws-sns", "secret", "literal:" + TOPIC, "failure-limit", "1/h"))
            .servlet("/sns", (request, response) -> {});
    String message =
        "{\"Type\":\"Notification\",\"MessageId\":\"m\",\"Message\":\"x\",\"TopicArn\":\""
            + TOPIC
            + "\",\"Timestamp\":\"2026-11-20T12:00:00.000Z\",\"SignatureVersion\":\"2\",\"Signature\":\""
            + Base64.getEncoder().encodeToString(new byte[256])
            + "\",\"SigningCertURL\":\"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-"
            + "0".repeat(32)
            + ".pem\"}";
    try (Server server = container.start(app)) {
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> answer = server.post("/sns", Post.unsigned(message));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(answer.body()).isEqualTo("{\"error\":\"Try again later\"}");
      }
    }
    assertThat(log.lines("GP020")).hasSize(2).allMatch(line -> line.contains("UNAVAILABLE"));
  }
}
