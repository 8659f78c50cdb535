package org.gatepost.filter.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
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

/** HTTP/2, upgraded to without TLS. */
@InEachContainer
class Http2Test {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

  private HttpResponse<String> post(Server server, Post post, boolean length) throws Exception {
    HttpRequest.BodyPublisher body = BodyPublishers.ofByteArray(post.body());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/hook"))
            .POST(length ? body : BodyPublishers.fromPublisher(body));
    post.headers().forEach(request::setHeader);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void requestsOfHttp2AreVerifiedAlike() throws Exception {
    WebApp app =
        new WebApp()
            .guard(
                "hook",
                new SettableClock(NOW),
                Map.of(
                    "scheme",
                    "generic-hmac-sha256-hex",
                    "secret",
                    "literal:s3cr3t",
                    "ledger",
                    "none",
                    "max-body",
                    "64K"))
            .servlet(
                "/hook",
                (request, response) -> {
                  byte[] body = request.getInputStream().readAllBytes();
                  response.getWriter().print(request.getProtocol() + " " + body.length);
                });
    Post genuine = Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, "x".repeat(65_536));
    Post tooLong = Post.signed("generic-hmac-sha256-hex", "s3cr3t", NOW, "x".repeat(65_537));
    // As long, since Tomcat ends connections over small frames.
    Post forged = genuine.withBody("y".repeat(65_536).getBytes(StandardCharsets.US_ASCII));
    try (Server server = container.start(app)) {
      // The first upgrades the connection, for which Tomcat takes no long body.
      assertThat(post(server, Post.unsigned(""), true).statusCode()).isEqualTo(401);
      for (boolean length : new boolean[] {true, false}) {
        assertThat(post(server, genuine, length).body()).isEqualTo("HTTP/2.0 65536");
        assertThat(post(server, forged, length).statusCode()).isEqualTo(401);
      }
      assertThat(post(server, tooLong, true).statusCode()).isEqualTo(413);
    }
  }
}
