package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** No log line, answer or exception holds a secret, a signature or a body. */
@InEachContainer
class DisclosureTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String PROPERTY = "org.gatepost.filter.DisclosureTest";
  private static final String OLD = "0ld-s3cr3t";
  private static final String ENCODED = "whsec_dGhlIHNlY3JldCBvZiB0aGUgc2VuZGVy";
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}|[A-Za-z0-9+/]{43}=");
  private static final String BODY =
      "{\"id\":\"d-1\",\"delivery_id\":\"d-1\",\"note\":\"private\"}";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final List<String> hidden = new ArrayList<>(List.of(OLD, ENCODED, "private"));
  private final List<String> shown = new ArrayList<>();

  @AfterEach
  void clearProperty() {
    System.clearProperty(PROPERTY);
  }

  private static String secret(String preset) {
    return preset.equals("standard-webhooks") ? ENCODED : OLD;
  }

  private void send(Server server, String preset, Post post) throws Exception {
    for (String value : post.headers().values()) {
      SIGNATURE.matcher(value).results().forEach(found -> hidden.add(found.group()));
    }
    HttpResponse<String> answer = Server.patiently(() -> server.post("/" + preset, post));
    shown.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
  }

  private void assertNothingIsDisclosed() {
    assertThat(log.text() + shown).doesNotContain(hidden);
  }

  @Test
  void requestsOfAllKindsDiscloseNothing() throws Exception {
    List<String> presets = List.of("broxi", "github", "slack", "standard-webhooks", "stripe");
    WebApp app = new WebApp();
    for (String preset : presets) {
      app.guard(
              preset,
              new SettableClock(NOW),
              Map.of("scheme", preset, "secret", "literal:" + secret(preset)))
          .servlet(
              "/" + preset,
              (request, response) -> {
                throw new IllegalStateException("" + request.getAttribute(Delivery.ATTRIBUTE));
              });
    }
    try (Server server = container.start(app)) {
      for (String preset : presets) {
        Post genuine = Post.signed(preset, secret(preset), NOW, BODY);
        send(server, preset, genuine);
        send(server, preset, Post.signed(preset, "YW5vdGhlciBzZWNyZXQ=", NOW, BODY));
        send(server, preset, Post.signed(preset, secret(preset), NOW.minusSeconds(900), BODY));
        send(server, preset, Post.signed(preset, secret(preset), NOW.plusSeconds(900), BODY));
        send(server, preset, genuine.withBody("private".getBytes(StandardCharsets.UTF_8)));
        for (String name : genuine.headers().keySet()) {
          String value = genuine.headers().get(name);
          send(server, preset, genuine.with(name, value + value));
          send(server, preset, genuine.with(name, value.replace('=', '-')));
        }
        String twice =
            BODY.replace("{", "{\"id\":\"0\",\"delivery_id\":\"0\",\"type\":1,\"type\":2,");
        send(server, preset, Post.signed(preset, secret(preset), NOW, twice));
      }
    }
    assertThat(hidden).hasSizeGreaterThan(20);
    assertThat(log.lines("GP020")).hasSizeGreaterThan(20);
    assertThat(log.lines("GP026")).hasSizeGreaterThanOrEqualTo(presets.size());
    assertNothingIsDisclosed();
  }

  @Test
  void deploymentsThatFailDiscloseNothing() {
    System.setProperty(PROPERTY, "not*base64*" + OLD);
    for (String secret :
        List.of(
            OLD,
            "literal:,literal:" + OLD,
            "literal:" + OLD + ",env:GATEPOST_NO_SUCH_VARIABLE",
            "property:" + PROPERTY,
            "literal:not*base64*" + OLD)) {
      Map<String, String> params = Map.of("scheme", "standard-webhooks", "secret", secret);
      WebApp app = new WebApp().guard("hook", new SettableClock(NOW), params);
      Throwable thrown = catchThrowable(() -> container.start(app).close());
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      shown.add(trace.toString());
    }
    assertThat(log.text() + shown).contains("GP004", "GP005", "GP006");
    assertNothingIsDisclosed();
  }
}
