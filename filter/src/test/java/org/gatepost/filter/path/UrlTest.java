package org.gatepost.filter.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.gatepost.InvalidSettingException;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Settings;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.gatepost.signature.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes that sign the URL, on servers that may see another one than the sender. */
@InEachContainer
class UrlTest {
  private static final Instant NOW = Instant.parse("2024-01-15T10:30:00Z");
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Signer HUBSPOT =
      Scheme.preset("hubspot-v3").signer(Secret.of("test", "client-secret"));

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private Server start(Map<String, String> more) throws Exception {
    Map<String, String> params = new HashMap<>(more);
    params.put("scheme", "hubspot-v3");
    params.put("secret", "literal:client-secret");
    return container.start(
        new WebApp()
            .guard("hook", new SettableClock(NOW), params)
            .servlet("/hook", (request, response) -> {}));
  }

  private static int post(Server server, String path, String signedUrl) throws Exception {
    HttpRequest.Builder request = server.to(path).POST(BodyPublishers.ofByteArray(BODY));
    HUBSPOT.sign("POST", signedUrl, BODY, NOW, Map.of()).forEach(request::header);
    return server.send(request.build()).statusCode();
  }

  @Test
  void urlIsTheOneReceivedNothingDecoded() throws Exception {
    try (Server server = start(Map.of())) {
      String origin = "http://127.0.0.1:" + server.port();
      String path = "/hook?a=%2F%20b&c=+&&d";
      assertThat(post(server, path, origin + path)).isEqualTo(200);
      assertThat(post(server, "/hook?a=2", origin + "/hook?a=1")).isEqualTo(401);
      assertThat(post(server, "/hook", origin + "/hook?")).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, https://example.com/hook?a=1",
    "https://example.com/, https://example.com/?a=1",
    "https://example.com:8443, https://example.com:8443/hook?a=1",
    "https://example.com/outer/path, https://example.com/outer/path?a=1",
    "https://example.com/outer?a=1, https://example.com/outer?a=1"
  })
  void publicUrlStandsForWhatTheProxyHides(String publicUrl, String signed) throws Exception {
    try (Server server = start(Map.of("public-url", publicUrl))) {
      assertThat(post(server, "/hook?a=1", signed)).isEqualTo(200);
      assertThat(post(server, "/hook?a=1", "http://127.0.0.1:" + server.port() + "/hook?a=1"))
          .isEqualTo(401);
    }
  }

  @Test
  void configuredQueryCoversNoOtherQuery() throws Exception {
    String publicUrl = "https://example.com/outer?a=1";
    try (Server server = start(Map.of("public-url", publicUrl))) {
      assertThat(post(server, "/hook?a=2", publicUrl)).isEqualTo(401);
      assertThat(post(server, "/hook?a=1&b=2", publicUrl)).isEqualTo(401);
      // A proxy may keep the query to itself: then the application sees none.
      assertThat(post(server, "/hook", publicUrl)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "example.com", "/hook", "ftp://example.com", "https://", "https://a b"})
  void publicUrlIsAnAbsoluteHttpUrl(String publicUrl) {
    assertRefused("public-url", publicUrl, "must be a URL such as https://example.com, was [");
  }

  @Test
  void requireHttpsIsTrueOrFalse() {
    assertRefused("require-https", "yes", "must be true or false, was [yes]");
  }

  private static void assertRefused(String name, String value, String rule) {
    Map<String, String> params = Map.of("scheme", "github", "secret", "literal:s", name, value);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> Settings.read("hook", params))
        .withMessageContaining("GP003: init-param [" + name + "] of filter [hook] " + rule);
  }
}
