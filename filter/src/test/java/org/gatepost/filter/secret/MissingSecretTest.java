package org.gatepost.filter.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Operated;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Source;
import org.gatepost.receiver.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** With {@code missing-secret} = {@code refuse} a missing secret shuts its source and no other. */
@InEachContainer
class MissingSecretTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();
  @TempDir Path folder;
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);
  private final List<Object> seen = new ArrayList<>();

  private Map<String, String> params(String secret) {
    return new HashMap<>(
        Map.of("scheme", "x-signature", "secret", secret, "missing-secret", "refuse"));
  }

  private Operated operated(Map<String, String> params) {
    return new Operated(
        clock, params, (request, response) -> seen.add(request.getAttribute(Delivery.ATTRIBUTE)));
  }

  private static Post signed(String body) {
    return Post.signed("x-signature", "s3cr3t", NOW, body);
  }

  private static int status(Server server, String path, Post post) throws Exception {
    return server.post(path, post).statusCode();
  }

  @Test
  void sourceAnswers503UntilItsSecretIsThere() throws Exception {
    Path file = folder.resolve("secret");
    Operated operated = operated(params("file:" + file + ";label=key"));
    operated
        .app()
        .guard("other", clock, Map.of("scheme", "x-signature", "secret", "literal:s3cr3t"))
        .servlet("/other", (request, response) -> {});
    try (Server server = container.start(operated.app())) {
      assertThat(log.lines("GP033"))
          .containsExactly(
              "GP033: source [hook] answers every request with 503 until each of its secrets is"
                  + " there, as missing-secret is refuse. Missing: [key], the file does not exist");
      Source source = operated.source(server);
      for (Post post : List.of(signed("1"), Post.unsigned("{}"), Post.unsigned("x".repeat(9999)))) {
        HttpResponse<String> answer = server.post("/hook", post);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Try again later\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
      }
      assertThat(status(server, "/hook?again", signed("1"))).isEqualTo(503);
      assertThat(status(server, "/other", signed("1"))).isEqualTo(200);
      assertThat(log.lines("GP033")).hasSize(1);
      clock.advance(Duration.ofSeconds(1));
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(503);
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(503);
      assertThat(log.lines("GP033")).hasSize(2);
      assertThat(seen).isEmpty();

      Await.until(() -> source.statistics().refused() == 6);
      assertThat(source.statistics().refusedByReason()).isEqualTo(Map.of("secret_missing", 6L));
      assertThat(source.statistics().secretMissing()).isTrue();
      assertThat(source.statistics().health()).isEqualTo(Statistics.Health.DEGRADED);
      assertThat(log.audit().get(0))
          .contains("\"outcome\":\"refused\",\"reason\":\"secret_missing\",\"status\":503");

      Files.writeString(file, "s3cr3t\n");
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(503);
      clock.advance(Duration.ofSeconds(1));
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(200);
      assertThat(status(server, "/hook", Post.unsigned("{}"))).isEqualTo(401);
      assertThat(source.statistics().secretMissing()).isFalse();
    }
    assertThat(seen).hasSize(1).doesNotContainNull();
    assertThat(log.lines("GP034"))
        .containsExactly(
            "GP034: source [hook] verifies requests from now on: its secrets are there");
    assertThat(log.text()).doesNotContain("GP061", "GP063");
  }

  @Test
  void oneOfSeveralSecretsShutsTheSourceToo() throws Exception {
    Path file = folder.resolve("secret");
    Map<String, String> params = params("literal:s3cr3t,file:" + file + ",env:GATEPOST_NO_SUCH");
    try (Server server = container.start(operated(params).app())) {
      // What the missing one has signed would be refused, and not come again.
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(503);
      Files.writeString(file, "another");
      clock.advance(Duration.ofSeconds(1));
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(503);
    }
    assertThat(log.lines("GP033").get(0))
        .endsWith(
            "Missing: [file:"
                + file
                + "], the file does not exist; [env:GATEPOST_NO_SUCH], it is not set (and can be by"
                + " a restart alone)");
    assertThat(log.lines("GP033").get(1))
        .endsWith("Missing: [env:GATEPOST_NO_SUCH], it is not set (and can be by a restart alone)");
  }

  @Test
  void whatIsNoSecretOfTheSchemeOpensNothing() throws Exception {
    Path file = folder.resolve("secret");
    Map<String, String> params = params("file:" + file);
    params.put("scheme", "standard-webhooks");
    try (Server server = container.start(operated(params).app())) {
      Files.writeString(file, "not*base64*at*all");
      clock.advance(Duration.ofSeconds(1));
      assertThat(status(server, "/hook", Post.unsigned("{}"))).isEqualTo(503);
      assertThat(log.lines("GP033").get(1)).endsWith("it is not written as a secret of the scheme");
      Files.writeString(file, "whsec_c2VjcmV0LWJ5dGVz");
      clock.advance(Duration.ofSeconds(1));
      Post post = Post.signed("standard-webhooks", "whsec_c2VjcmV0LWJ5dGVz", NOW, "{}");
      assertThat(status(server, "/hook", post)).isEqualTo(200);
    }
  }

  @Test
  void observingSourceGoesOn() throws Exception {
    Map<String, String> params = params("env:GATEPOST_NO_SUCH");
    params.put("mode", "observe");
    Operated operated = operated(params);
    try (Server server = container.start(operated.app())) {
      Source source = operated.source(server);
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(200);
      clock.advance(Duration.ofSeconds(1));
      assertThat(status(server, "/hook", signed("2"))).isEqualTo(200);
      Await.until(() -> source.statistics().observed() == 2);
      assertThat(source.statistics().observedByReason()).isEqualTo(Map.of("secret_missing", 2L));
    }
    assertThat(log.lines("GP033").get(0)).startsWith("GP033: source [hook] can verify no request");
    assertThat(log.lines("GP075")).hasSize(1);
    assertThat(seen).containsExactly(null, null);
  }

  @Test
  void applicationHasTheDefaultOfItsSources() throws Exception {
    Map<String, String> params = params("env:GATEPOST_NO_SUCH");
    params.remove("missing-secret");
    WebApp app = operated(params).app().param("gatepost.missing-secret", "refuse");
    try (Server server = container.start(app)) {
      assertThat(status(server, "/hook", signed("1"))).isEqualTo(503);
    }
    params.put("missing-secret", "fail");
    assertFails(
        operated(params).app().param("gatepost.missing-secret", "refuse"),
        "GP005: secret [env:GATEPOST_NO_SUCH]");
    params.remove("missing-secret");
    assertFails(
        operated(params).app().param("gatepost.missing-secret", "refused"),
        "GP038: context-param [gatepost.missing-secret] does not suit filter [hook]; give that its"
            + " own [missing-secret] or change the default: GP003: init-param [missing-secret] of"
            + " filter [hook] must be fail or refuse, was [refused]; nearest is [refuse]");
  }

  private void assertFails(WebApp app, String message) {
    Throwable thrown = catchThrowable(() -> container.start(app).close());
    assertThat(thrown).as("the deployment succeeded").isNotNull();
    // Tomcat says it in its log, Jetty by the exception.
    assertThat(log.text() + thrown).contains(message);
  }
}
