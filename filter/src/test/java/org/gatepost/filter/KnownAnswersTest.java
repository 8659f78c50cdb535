package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

  /** One of {@code known-answers.json}; without a tolerance the preset's holds. */
  record Answer(
      String preset,
      String description,
      String secret,
      long now,
      Long toleranceSeconds,
      Map<String, String> headers,
      String body,
      String expect) {

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
    Map<String, String> params =
        new HashMap<>(Map.of("scheme", known.preset(), "secret", "literal:" + known.secret()));
    if (known.toleranceSeconds() != null) {
      // Longer than any that can be given.
      params.put("tolerance", "none");
    }
    WebApp app =
        new WebApp()
            .guard("hook", new SettableClock(Instant.ofEpochSecond(known.now())), params)
            .servlet("/hook", (request, response) -> runs.incrementAndGet());

    if (known.secret().isBlank()) {
      // Refused as a whole, before any request.
      assertThat(known.expect()).isEqualTo("reject");
      assertThat(deploys(app)).isFalse();
      return;
    }
    Post post = new Post(known.body().getBytes(StandardCharsets.UTF_8), known.headers());
    try (Server server = container.start(app)) {
      HttpResponse<String> answer = server.post("/hook", post);
      boolean accept = known.expect().equals("accept");
      assertThat(answer.statusCode()).isEqualTo(accept ? 200 : 401);
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
