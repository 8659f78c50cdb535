package org.gatepost.filter.secret;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Secrets are found where the references point, and all of them are current. */
@InEachContainer
class SecretsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String PROPERTY = "org.gatepost.filter.SecretsTest";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final BlockingQueue<String> labels = new LinkedBlockingQueue<>();

  @BeforeEach
  void setProperty() {
    System.setProperty(PROPERTY, "from a property");
  }

  @AfterEach
  void clearProperty() {
    System.clearProperty(PROPERTY);
  }

  private Server start(String scheme, String secret) throws Exception {
    return container.start(
        new WebApp()
            .guard("hook", new SettableClock(NOW), Map.of("scheme", scheme, "secret", secret))
            .servlet(
                "/hook",
                (request, response) ->
                    labels.add(
                        ((Delivery) request.getAttribute(Delivery.ATTRIBUTE)).secretLabel())));
  }

  private static int post(Server server, String secret, String body) throws Exception {
    return server.post("/hook", Post.signed("x-signature", secret, NOW, body)).statusCode();
  }

  @Test
  void newAndOldSecretAreBothCurrentWhileTheyRotate() throws Exception {
    try (Server server =
        start("x-signature", "property:" + PROPERTY + ", literal:older,literal:oldest")) {
      assertThat(post(server, "from a property", "1")).isEqualTo(200);
      assertThat(post(server, "older", "2")).isEqualTo(200);
      assertThat(post(server, "oldest", "3")).isEqualTo(200);
      assertThat(post(server, "retired", "4")).isEqualTo(401);
    }
    assertThat(labels).containsExactly("property:" + PROPERTY, "literal[2]", "literal[3]");
  }

  @Test
  void commaInALiteralIsPartOfTheSecret() throws Exception {
    try (Server server = start("x-signature", "literal:a,b, c,literal:another")) {
      assertThat(post(server, "a,b, c", "1")).isEqualTo(200);
      assertThat(post(server, "another", "2")).isEqualTo(200);
      assertThat(post(server, "a", "3")).isEqualTo(401);
    }
  }

  @Test
  void environmentVariableIsASecret() throws Exception {
    // One that every process on every system has.
    String path = System.getenv("PATH");
    try (Server server = start("x-signature", "env:PATH")) {
      assertThat(post(server, path, "1")).isEqualTo(200);
    }
    assertThat(labels).containsExactly("env:PATH");
  }

  @Test
  void encodedSecretStandsForItsBytes() throws Exception {
    Post post = Post.signed("standard-webhooks", "whsec_c2VjcmV0LWJ5dGVz", NOW, "{}");
    try (Server server = start("standard-webhooks", "literal:whsec_c2VjcmV0LWJ5dGVz")) {
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(200);
    }
    try (Server server = start("standard-webhooks", "literal:c2VjcmV0LWJ5dGVz")) {
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(200);
    }
  }
}
