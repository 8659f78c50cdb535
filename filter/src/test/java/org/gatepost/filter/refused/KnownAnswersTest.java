package org.gatepost.filter.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.Gson;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InOneContainer;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Requests as senders publish them, or as their libraries test themselves with, and variants. */
@InOneContainer
class KnownAnswersTest {
  // Which the client writes itself.
  private static final Set<String> OF_CONNECTION = Set.of("host", "content-length");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  /** What a handshake is answered with. */
  record Response(int status, String body) {}

  /**
   * One of {@code known-answers.json}. Without a method it is POST; without a time none is signed;
   * without a tolerance the preset's holds; params are init-params besides.
   */
  record Answer(
      String preset,
      String description,
      List<String> secrets,
      String algorithm,
      Map<String, String> params,
      long now,
      Long toleranceSeconds,
      String method,
      String url,
      String configuredUrl,
      Map<String, String> headers,
      String body,
      String bodyBase64,
      String expect,
      Response expectResponse) {

    byte[] bytes() {
      return bodyBase64 == null
          ? body.getBytes(StandardCharsets.UTF_8)
          : Base64.getDecoder().decode(bodyBase64);
    }

    Map<String, String> initParams() {
      Map<String, String> all = new HashMap<>(params == null ? Map.of() : params);
      all.put("scheme", preset);
      all.put("secret", "literal:" + String.join(",literal:", secrets));
      all.put("require-https", "false");
      all.put("public-url", configuredUrl == null ? url : configuredUrl);
      if (algorithm != null) {
        all.put("algorithm", algorithm);
      }
      if (toleranceSeconds != null) {
        // Longer than any that can be given.
        all.put("tolerance", "none");
      }
      return all;
    }

    boolean hasBlankSecret() {
      return secrets.stream().anyMatch(String::isBlank);
    }

    /** A request that goes to a path of its own, with the query that it has. */
    HttpRequest to(Server server, String path) {
      int query = url.indexOf('?');
      HttpRequest.Builder request = server.to(path + (query < 0 ? "" : url.substring(query)));
      headers.forEach(
          (name, value) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
              request.header(name, value);
            }
          });
      return request
          .method(method == null ? "POST" : method, BodyPublishers.ofByteArray(bytes()))
          .build();
    }

    @Override
    public String toString() {
      return preset + ": " + description;
    }
  }

  static List<Answer> answers() throws IOException {
    try (InputStream in =
            KnownAnswersTest.class.getResourceAsStream("/org/gatepost/known-answers.json");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return List.of(new Gson().fromJson(reader, Answer[].class));
    }
  }

  @TestFactory
  Stream<DynamicTest> blankSecretIsRefusedBeforeAnyRequest() throws Exception {
    return answers().stream()
        .filter(Answer::hasBlankSecret)
        .map(known -> dynamicTest(known.toString(), () -> assertNotDeployed(known)));
  }

  /** Each at a filter of its own, all in one application. */
  @TestFactory
  Stream<DynamicTest> answerIsAsKnown() throws Exception {
    List<Answer> answers = answers().stream().filter(known -> !known.hasBlankSecret()).toList();
    AtomicIntegerArray runs = new AtomicIntegerArray(answers.size());
    WebApp app = new WebApp();
    for (int i = 0; i < answers.size(); i++) {
      guard(app, "/" + i, answers.get(i));
    }
    app.servlet(
        "/*",
        (request, response) ->
            runs.incrementAndGet(Integer.parseInt(request.getPathInfo().substring(1))));
    Server server = container.start(app);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      int at = i;
      Answer known = answers.get(i);
      tests.add(
          dynamicTest(
              known.toString(),
              () -> {
                HttpResponse<String> answer = server.send(known.to(server, "/" + at));
                assertAsKnown(known, answer, runs.get(at));
              }));
    }
    return tests.stream().onClose(() -> close(server));
  }

  private static void assertAsKnown(Answer known, HttpResponse<String> answer, int runs) {
    if (known.expectResponse() != null) {
      assertThat(answer.statusCode()).isEqualTo(known.expectResponse().status());
      assertThat(answer.body()).isEqualTo(known.expectResponse().body());
      assertThat(runs).as("a handshake is no delivery").isZero();
    } else {
      boolean accept = known.expect().equals("accept");
      // Some forgeries are made by a method that the sender does not use.
      assertThat(answer.statusCode()).isIn(accept ? List.of(200) : List.of(401, 405));
      assertThat(runs).isEqualTo(accept ? 1 : 0);
    }
  }

  private void assertNotDeployed(Answer known) {
    assertThat(known.expect()).isEqualTo("reject");
    String why = "";
    try {
      container.start(guard(new WebApp(), "/hook", known)).close();
    } catch (Exception e) {
      why = log.text() + e;
    }
    assertThat(why).contains("GP005");
  }

  private static WebApp guard(WebApp app, String path, Answer known) {
    return app.filter(
        path,
        new WebhookFilter(new SettableClock(Instant.ofEpochSecond(known.now()))),
        known.initParams(),
        path,
        DispatcherType.REQUEST);
  }

  private static void close(Server server) {
    try {
      server.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
