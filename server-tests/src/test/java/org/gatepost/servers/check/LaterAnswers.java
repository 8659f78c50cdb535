package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.ServerUnderTest;
import org.gatepost.servers.server.Await;
import org.junit.jupiter.api.Test;

/** An asynchronous servlet behind a source. */
public abstract class LaterAnswers {
  private static HttpResponse<String> send(ServerUnderTest server, String how) throws Exception {
    Hooks hooks = server.hooks();
    return hooks.signed("later", "{\"id\": \"" + how + "\"}", Map.of("How", how));
  }

  /** The answer may be there before the server says that the request is complete. */
  private static HttpResponse<String> sendAgain(ServerUnderTest server, String how)
      throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    Await.until(() -> answers.add(send(server, how)) && last(answers).statusCode() != 503);
    return last(answers);
  }

  private static HttpResponse<String> last(List<HttpResponse<String>> answers) {
    return answers.get(answers.size() - 1);
  }

  /** What failed is given back, so that the next try is processed and a third is a copy. */
  private static void failsOnce(ServerUnderTest server, String how) throws Exception {
    assertThat(send(server, how).statusCode()).isGreaterThanOrEqualTo(500);
    HttpResponse<String> second = sendAgain(server, how);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo("attempt 2");
    assertThat(sendAgain(server, how).body()).contains("already_processed");
  }

  @Test
  void successIsRemembered(ServerUnderTest server) throws Exception {
    HttpResponse<String> first = send(server, "success");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isEqualTo("attempt 1");
    assertThat(sendAgain(server, "success").body()).contains("already_processed");
  }

  @Test
  void statusOfAnErrorIsGivenBack(ServerUnderTest server) throws Exception {
    failsOnce(server, "status");
  }

  @Test
  void exceptionIsGivenBack(ServerUnderTest server) throws Exception {
    failsOnce(server, "error");
  }

  @Test
  void timeoutIsGivenBack(ServerUnderTest server) throws Exception {
    failsOnce(server, "timeout");
  }
}
