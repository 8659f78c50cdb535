package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.gatepost.filter.DeploymentCheck;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.signature.Scheme;
import org.gatepost.signature.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What goes wrong at the first try: each mistake has its status, and a message that is the remedy.
 * Those of observers are in the tests of the extension and of the sample.
 */
@InEachContainer
class OrdinaryMistakesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> GITHUB =
      Map.of("scheme", "github", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final SettableClock clock = new SettableClock(NOW);

  private WebApp app(Map<String, String> params) {
    return new WebApp()
        .initializer(new DeploymentCheck())
        .guard("hook", clock, params)
        .servlet("/hook", (request, response) -> {});
  }

  private Map<String, String> github(String name, String value) {
    Map<String, String> params = new HashMap<>(GITHUB);
    params.put(name, value);
    return params;
  }

  private void assertNotDeployed(WebApp app, String... messages) {
    Throwable thrown =
        catchThrowable(
            () -> {
              try (Server server = container.start(app)) {
                assertThat(server.port()).isPositive();
              }
            });
    assertThat(thrown).as("the deployment succeeded").isNotNull();
    assertThat(log.text() + thrown).contains(messages);
  }

  private void assertHint(String hint) throws Exception {
    // It is written behind the answer.
    Await.until(() -> !log.lines("GP035").isEmpty());
    assertThat(log.lines("GP035"))
        .containsExactly(
            "GP035: source [hook] refused a request, of which this may be the cause: " + hint);
  }

  private static Post push(String preset, String secret) {
    return Post.signed(
        preset, secret, NOW, BODY, Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "d"));
  }

  @ParameterizedTest
  @CsvSource({
    "scheme, GitHub, was [GitHub]; nearest is [github]",
    "scheme, githubb, was [githubb]; nearest is [github]",
    "secrets, x, 'init-param [secrets] of filter [hook] is unknown; known are ['",
    "secrets, x, ; nearest is [secret]",
    "max_body, 1M, ; nearest is [max-body]",
    "mode, observ, was [observ]; nearest is [observe]",
    "ledger, Memory, was [Memory]; nearest is [memory]",
    "lease, 5m, was [5m]; write [PT5M]",
    "remember, 3d, was [3d]; write [P3D]",
    "secret-overlap, 30s, was [30s]; write [PT30S]",
    "encoding, HEX, was [HEX]; nearest is [hex]"
  })
  void unknownWordNamesTheNearest(String name, String value, String message) {
    assertNotDeployed(app(github(name, value)), message);
  }

  @Test
  void secretThatIsWrong() throws Exception {
    try (Server server = container.start(app(GITHUB))) {
      assertThat(server.post("/hook", push("github", "another")).statusCode()).isEqualTo(401);
    }
    assertThat(log.lines("GP020"))
        .containsExactly(
            "GP020: source [hook] refused a request (MISMATCH): none of 1 secrets makes the signature in header"
                + " X-Hub-Signature-256");
    assertThat(log.lines("GP035")).isEmpty();
  }

  @Test
  void secretWithWhiteSpaceIsToldAgainAtTheFirstMismatch() throws Exception {
    try (Server server = container.start(app(github("secret", "literal:s3cr3t\n")))) {
      assertThat(log.lines("GP013")).hasSize(1);
      log.clear();
      assertThat(server.post("/hook", push("github", "s3cr3t")).statusCode()).isEqualTo(401);
      assertHint("the signature would be right without the white space around secret [literal[1]]");
      assertThat(log.lines("GP013"))
          .singleElement()
          .asString()
          .startsWith(
              "GP013: secret [literal[1]] of filter [hook] begins or ends with white space");
      clock.advance(Duration.ofSeconds(2));
      server.post("/hook", push("github", "s3cr3t"));
    }
    assertThat(log.lines("GP013")).hasSize(1);
  }

  @Test
  void senderOfAnOlderScheme() throws Exception {
    try (Server server = container.start(app(GITHUB))) {
      HttpResponse<String> answer = server.post("/hook", push("github-sha1", "s3cr3t"));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid signature\"}");
      assertHint(
          "the same secret makes it genuine by preset [github-sha1], and scheme is [github]");
    }
    assertThat(log.lines("GP020"))
        .containsExactly(
            "GP020: source [hook] refused a request (MISSING): header X-Hub-Signature-256 is missing or empty");
  }

  @Test
  void clockThatIsOff() throws Exception {
    try (Server server =
        container.start(app(Map.of("scheme", "broxi", "secret", "literal:s3cr3t")))) {
      for (Duration off : new Duration[] {Duration.ofHours(1), Duration.ofHours(-1)}) {
        Post post = Post.signed("broxi", "s3cr3t", NOW.plus(off), "{}");
        assertThat(server.post("/hook", post).statusCode()).isEqualTo(401);
      }
    }
    assertThat(log.lines("GP020"))
        .containsExactly(
            "GP020: source [hook] refused a request (FUTURE): the signed time is PT1H ahead, tolerance is PT5M: if this"
                + " happens to all, this server's clock is slow",
            "GP020: source [hook] refused a request (STALE): the signed time is PT1H old, tolerance is PT5M: if this"
                + " happens to all, this server's clock is fast");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "https://127.0.0.1:PORT/hook | - | https instead of http | https://127.0.0.1:PORT",
        "http://127.0.0.1/hook | - | no port | http://127.0.0.1",
        "https://127.0.0.1/hook | - | https instead of http and no port | https://127.0.0.1",
        "http://127.0.0.1:PORT/hook/ | - | a slash at the end of the path | http://127.0.0.1:PORT/hook/",
        "https://shop.example/hook | X-Forwarded-Host: shop.example | https instead of http and the host that the"
            + " proxy forwards and no port | https://shop.example",
        "https://shop.example:8443/hook | Forwarded: for=192.0.2.1;host=\"shop.example:8443\" | https instead of http"
            + " and the host that the proxy forwards and port 8443 | https://shop.example:8443",
        "http://127.0.0.1:PORT/app/hook | X-Forwarded-Prefix: /app | the path behind X-Forwarded-Prefix |"
            + " http://127.0.0.1:PORT/app/hook"
      })
  void proxyThatRewritesTheUrl(String signed, String header, String difference, String publicUrl)
      throws Exception {
    try (Server server = container.start(app(hubspot()))) {
      String port = String.valueOf(server.port());
      HttpRequest.Builder request = signed(server, "", signed.replace("PORT", port));
      if (header != null) {
        int colon = header.indexOf(": ");
        request.header(header.substring(0, colon), header.substring(colon + 2));
      }
      assertThat(server.send(request.build()).statusCode()).isEqualTo(401);
      assertHint(
          ("the URL that was verified is [http://127.0.0.1:PORT/hook], but the signature is right for ["
                  + signed
                  + "], with "
                  + difference
                  + ": set public-url to ["
                  + publicUrl
                  + "]"
                  + (difference.contains("forwards")
                      ? ", or trusted-proxies to the proxy's address"
                      : ""))
              .replace("PORT", port));
    }
  }

  @Test
  void urlThatNothingExplainsIsNamedWithoutTheValuesOfItsQuery() throws Exception {
    try (Server server = container.start(app(hubspot()))) {
      HttpRequest.Builder request =
          signed(
              server, "?token=hush-hush&b&hush-hush&c=1=hush-hush", "https://elsewhere.example/");
      assertThat(server.send(request.build()).statusCode()).isEqualTo(401);
      assertHint(
          "the URL that was verified is [http://127.0.0.1:"
              + server.port()
              + "/hook?token=*&*&*&c=*], and neither https or http, nor another port, the forwarded host or a slash at"
              + " its end makes the signature right: set public-url to the URL that the sender has, or the secret is"
              + " another");
    }
    assertThat(log.text()).doesNotContain("hush-hush");
  }

  private static Map<String, String> hubspot() {
    return Map.of("scheme", "hubspot-v3", "secret", "literal:client-secret");
  }

  private static HttpRequest.Builder signed(Server server, String query, String url) {
    HttpRequest.Builder request = server.to("/hook" + query).POST(BodyPublishers.ofByteArray(BODY));
    Scheme.preset("hubspot-v3")
        .signer(Secret.of("test", "client-secret"))
        .sign("POST", url, BODY, NOW, Map.of())
        .forEach(request::header);
    return request;
  }

  @Test
  void nameOfTheDatabaseThatIsWrong() throws Exception {
    Map<String, String> params = github("ledger", "jdbc:java:comp/env/jdbc/none");
    try (Server server = container.start(app(params))) {
      assertThat(log.lines("GP036"))
          .singleElement()
          .asString()
          .startsWith(
              "GP036: ledger [jdbc:java:comp/env/jdbc/none] of source [hook] is not ready at start, and until it is every"
                  + " delivery is sent away with 503: [java:comp/env/jdbc/none] must be in JNDI");
      assertThat(server.post("/hook", push("github", "s3cr3t")).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void secondJarThatIsMissing() {
    // Payara loads what is added in code at once; of web.xml it is told as here.
    assumeThat(container).isNotEqualTo(Container.PAYARA_MICRO);
    assertNotDeployed(
        app(GITHUB).namedServlet("events", "org.gatepost.cdi.EventServlet"),
        "GP037: servlet [events] is org.gatepost.cdi.EventServlet, which is in gatepost-cdi.jar: put that beside"
            + " gatepost-filter.jar in WEB-INF/lib");
  }
}
