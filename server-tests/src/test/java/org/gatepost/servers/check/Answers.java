package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.ServerUnderTest;
import org.junit.jupiter.api.Test;

/** What senders are answered, and what takes effect. */
public abstract class Answers {
  private static final int COPIES = 32;

  private static String order(String number, int failures) {
    return "{\"number\": \"" + number + "\", \"failures\": " + failures + "}";
  }

  @Test
  void genuineTakesEffect(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    HttpResponse<String> answer = hooks.github("order", order("genuine", 0));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(hooks.get("seen").lines()).contains("careful genuine", "fragile genuine");
  }

  @Test
  void forgedIsRefused(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    String forged = "sha256=" + "0".repeat(64);
    for (Map<String, String> headers :
        List.of(
            Map.of("X-GitHub-Event", "order"),
            Map.of("X-GitHub-Event", "order", "X-Hub-Signature-256", forged))) {
      HttpResponse<String> answer = hooks.post("webhooks/github", order("forged", 0), headers);
      assertThat(answer.statusCode()).isEqualTo(401);
    }
    assertThat(hooks.get("seen")).doesNotContain("forged");
    assertThat(server.server().log()).contains("GP020");
  }

  @Test
  void copyTakesNoEffect(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    String first = hooks.github("order", order("copied", 0)).body();
    HttpResponse<String> copy = hooks.github("order", order("copied", 0));
    assertThat(copy.statusCode()).isEqualTo(200);
    assertThat(copy.body()).isNotEqualTo(first);
    assertThat(hooks.get("seen").lines()).containsOnlyOnce("careful copied", "fragile copied");
  }

  @Test
  void raceOfCopiesTakesOneEffect(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    List<HttpResponse<String>> answers = hooks.race(COPIES, "order", order("raced", 0));
    assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 503).contains(200);
    assertThat(hooks.get("seen").lines()).containsOnlyOnce("careful raced", "fragile raced");
  }

  @Test
  void retryRunsWhatFailed(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    assertThat(hooks.github("order", order("retried", 1)).statusCode()).isEqualTo(500);
    assertThat(hooks.get("seen").lines())
        .contains("careful retried")
        .doesNotContain("fragile retried");
    assertThat(hooks.github("order", order("retried", 1)).statusCode()).isEqualTo(200);
    assertThat(hooks.get("seen").lines()).containsOnlyOnce("careful retried", "fragile retried");
  }
}
