package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.SettableClock;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twilio's requests, behind a proxy whose public URL is the one that was signed. */
@InEachContainer
class TwilioAnswersTest {
  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  record Answer(
      String description,
      String secret,
      String url,
      Map<String, String> headers,
      String body,
      String expect) {
    @Override
    public String toString() {
      return description;
    }
  }

  static List<Answer> answers() throws IOException {
    try (InputStream in =
        TwilioAnswersTest.class.getResourceAsStream("/org/gatepost/signature/coded-answers.json")) {
      return List.of(
          new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), Answer[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answerIsAsKnown(Answer known) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    String query = known.url().contains("?") ? known.url().substring(known.url().indexOf('?')) : "";
    WebApp app =
        new WebApp()
            .guard(
                "myapp.php",
                new SettableClock(Instant.EPOCH),
                Map.of(
                    "scheme",
                    "twilio",
                    "secret",
                    "literal:" + known.secret(),
                    "public-url",
                    known.url().replaceFirst("[?].*", "")))
            .servlet("/myapp.php", (request, response) -> runs.incrementAndGet());
    try (Server server = container.start(app)) {
      HttpResponse<String> answer =
          server.post(
              "/myapp.php" + query,
              new Post(known.body().getBytes(StandardCharsets.UTF_8), known.headers()));
      boolean accept = known.expect().equals("accept");
      assertThat(answer.statusCode()).isEqualTo(accept ? 200 : 401);
      assertThat(runs).hasValue(accept ? 1 : 0);
    }
  }
}
