package org.gatepost.filter.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Where an application's audit log goes, by its context-param. */
@InEachContainer
class AuditTargetTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;
  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock(NOW);

  private WebApp app(String audit) {
    return new WebApp()
        .param("gatepost.audit", audit)
        .guard("one", clock, BROXI)
        .guard("two", clock, BROXI)
        .servlet("/one", (request, response) -> {})
        .servlet("/two", (request, response) -> {});
  }

  private static void send(Server server, String source, String id) throws Exception {
    Post post =
        Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"" + id + "\",\"event\":\"e\"}");
    assertThat(server.post("/" + source, post).statusCode()).isEqualTo(200);
  }

  @Test
  void fileHasTheLinesOfAllSources() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    // Twice: the first application has let go of the file.
    for (int i = 1; i <= 2; i++) {
      int lines = 2 * i;
      try (Server server = container.start(app("file:" + file))) {
        send(server, "one", "d-" + i);
        send(server, "two", "d-" + i);
        // They follow the answer.
        Await.until(() -> Files.exists(file) && Files.readAllLines(file).size() == lines);
      }
    }
    List<JsonObject> lines =
        Files.readAllLines(file).stream()
            .map(line -> new Gson().fromJson(line, JsonObject.class))
            .toList();
    assertThat(lines)
        .extracting(line -> line.get("source").getAsString())
        .containsExactlyInAnyOrder("one", "two", "one", "two");
    assertThat(lines).allMatch(line -> line.get("outcome").getAsString().equals("accepted"));
    assertThat(lines).allMatch(line -> line.has("client"));
    assertThat(log.audit()).isEmpty();
    assertThat(log.lines("GP077")).isEmpty();
  }

  @Test
  void nobodyHasThem() throws Exception {
    try (Server server = container.start(app("none"))) {
      send(server, "one", "d");
    }
    assertThat(log.audit()).isEmpty();
  }

  @Test
  void requestsGoOnWhereTheFileCannotBeWritten() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try (Server server = container.start(app("file:" + gone.resolve("audit.jsonl")))) {
      Files.delete(gone);
      send(server, "one", "d");
      ObjectName name =
          beans
              .queryNames(new ObjectName("org.gatepost:type=Source,name=\"one\",*"), null)
              .iterator()
              .next();
      Await.until(() -> beans.getAttribute(name, "AuditDropped").equals(1L));
    }
    assertThat(log.lines("GP077")).hasSize(1);
  }

  @Test
  void anythingElseFailsTheDeployment() {
    WebApp app = app("file:audit.jsonl");
    Throwable thrown = catchThrowable(() -> container.start(app).close());
    assertThat(thrown).as("the deployment succeeded").isNotNull();
    assertThat(log.text() + thrown)
        .contains(
            "GP038: context-param [gatepost.audit] must be log, none, or file: and an absolute");
  }
}
