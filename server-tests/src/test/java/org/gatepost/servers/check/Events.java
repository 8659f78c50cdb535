package org.gatepost.servers.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.gatepost.servers.Hooks;
import org.gatepost.servers.ServerUnderTest;
import org.junit.jupiter.api.Test;

/** A request brings several events, each of which is a delivery of its own to observers. */
public abstract class Events {
  private static String event(String id, String type, int failures) {
    return "{\"id\": \"%s\", \"type\": \"%s\", \"failures\": %d}".formatted(id, type, failures);
  }

  private static HttpResponse<String> send(Hooks hooks, String... events) throws Exception {
    return hooks.signed("webhooks/mail", "[" + String.join(",", events) + "]", Map.of());
  }

  /** What the observers were given whose mails have ids that begin so. */
  private static List<String> seen(Hooks hooks, String prefix) throws Exception {
    return hooks.get("seen").lines().filter(line -> line.contains(" " + prefix)).toList();
  }

  @Test
  void eachEventReachesItsOwnObserver(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    HttpResponse<String> answer =
        send(hooks, event("own1", "opened", 0), event("own2", "bounced", 0));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(seen(hooks, "own")).containsExactlyInAnyOrder("opened own1", "bounced own2");
  }

  @Test
  void eventThatComesAgainInAnotherRequestRunsOnce(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    String again = event("again1", "opened", 0);
    assertThat(send(hooks, again, event("again2", "opened", 0)).statusCode()).isEqualTo(200);
    assertThat(send(hooks, event("again3", "opened", 0), again).statusCode()).isEqualTo(200);
    assertThat(seen(hooks, "again"))
        .containsExactlyInAnyOrder("opened again1", "opened again2", "opened again3");
  }

  @Test
  void retryRunsOnlyTheEventsThatFailed(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    String[] events = {
      event("part1", "opened", 0), event("part2", "bounced", 1), event("part3", "clicked", 0)
    };
    assertThat(send(hooks, events).statusCode()).isEqualTo(500);
    assertThat(seen(hooks, "part")).containsExactlyInAnyOrder("opened part1", "clicked part3");
    assertThat(send(hooks, events).statusCode()).isEqualTo(200);
    assertThat(send(hooks, events).body()).contains("already_processed");
    assertThat(seen(hooks, "part"))
        .containsExactlyInAnyOrder("opened part1", "clicked part3", "bounced part2");
  }

  @Test
  void batchIsGivenItsEventsTogether(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    HttpResponse<String> answer =
        send(
            hooks,
            event("batch1", "clicked", 0),
            event("batch2", "opened", 0),
            event("batch3", "clicked", 0));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(seen(hooks, "batch"))
        .containsExactlyInAnyOrder("opened batch2", "clicked batch1 batch3");
  }

  @Test
  void forgedEventsAreRefused(ServerUnderTest server) throws Exception {
    Hooks hooks = server.hooks();
    HttpResponse<String> answer =
        hooks.post(
            "webhooks/mail",
            "[" + event("forged", "opened", 0) + "]",
            Map.of("Content-Type", "application/json", "X-Signature", "0".repeat(64)));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(seen(hooks, "forged")).isEmpty();
  }
}
