package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.SettableClock;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as senders publish them, or as their libraries test themselves with, and variants. */
@InEachContainer
class KnownAnswersTest {
  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  /**
   * One of {@code known-answers.json}. Without a method it is POST; without a URL none is signed;
   * without a tolerance the preset's holds.
   */
  record Answer(
      String preset,
      String description,
      List<String> secrets,
      String algorithm,
      long now,
      Long toleranceSeconds,
      String method,
      String url,
      String configuredUrl,
      Map<String, String> headers,
      String body,
      String bodyBase64,
      String expect) {

    byte[] bytes() {
      return bodyBase64 == null
          ? body.getBytes(StandardCharsets.UTF_8)
          : Base64.getDecoder().decode(bodyBase64);
    }

    Map<String, String> initParams() {
      Map<String, String> params = new HashMap<>();
      params.put("scheme", preset);
      params.put("secret", "literal:" + String.join(",literal:", secrets));
      params.put("require-https", "false");
      if (preset.equals("rfc9421")) {
        params.put("algorithm", algorithm);
        // The standard's own examples cover what they please.
        params.put("unsigned-body", "true");
      }
      if (toleranceSeconds != null) {
        // Longer than any that can be given.
        params.put("tolerance", "none");
      }
      if (configuredUrl != null || url != null) {
        params.put("public-url", configuredUrl == null ? url : configuredUrl);
      }
      return params;
    }

    /** Where on the server it goes: the URL's query goes with it. */
    String path() {
      return url == null || url.indexOf('?') < 0
          ? "/hook"
          : "/hook" + url.substring(url.indexOf('?'));
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

  @ParameterizedTest
  @MethodSource("answers")
  void answerIsAsKnown(Answer known) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    WebApp app =
        new WebApp()
            .guard(
                "hook", new SettableClock(Instant.ofEpochSecond(known.now())), known.initParams())
            .servlet("/hook", (request, response) -> runs.incrementAndGet());

    if (known.secrets().stream().anyMatch(String::isBlank)) {
      // Refused as a whole, before any request.
      assertThat(known.expect()).isEqualTo("reject");
      assertThat(deploys(app)).isFalse();
      return;
    }
    try (Server server = container.start(app)) {
      HttpRequest.Builder request = server.to(known.path());
      known.headers().forEach(request::header);
      String method = known.method() == null ? "POST" : known.method();
      request.method(method, BodyPublishers.ofByteArray(known.bytes()));
      HttpResponse<String> answer = server.send(request.build());
      boolean accept = known.expect().equals("accept");
      assertThat(answer.statusCode()).matches(status -> accept == (status == 200));
      assertThat(runs).hasValue(accept ? 1 : 0);
    }
  }

  private boolean deploys(WebApp app) throws Exception {
    try {
      container.start(app).close();
      return true;
    } catch (Exception e) {
      assertThat(log.text() + e).contains("GP005");
      return false;
    }
  }
}
