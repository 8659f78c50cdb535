package org.gatepost.filter.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A secret that a handshake brings is shown to an operator, and never trusted by itself. */
@InEachContainer
class LearnedSecretTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String BROUGHT = "b537207f20cbfa02357cf448134da559";
  private static final Post ASANA = Post.unsigned("").with("X-Hook-Secret", BROUGHT);

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;
  @TempDir Path folder;

  private final AtomicInteger runs = new AtomicInteger();

  private Server start(String preset, String... more) throws Exception {
    Map<String, String> params = new HashMap<>(Map.of("scheme", preset));
    for (int i = 0; i < more.length; i += 2) {
      params.put(more[i], more[i + 1]);
    }
    return container.start(
        new WebApp()
            .guard("hook", new SettableClock(NOW), params)
            .servlet("/hook", (request, response) -> runs.incrementAndGet()));
  }

  private Server learning(String preset) throws Exception {
    return start(preset, "learned-secret-file", file().toString(), "require-https", "false");
  }

  private Path file() {
    return folder.resolve("secret");
  }

  @Test
  void secretIsForItsOwnerAloneToRead() throws Exception {
    try (Server server = learning("asana")) {
      HttpResponse<String> answer = server.post("/hook", ASANA);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("X-Hook-Secret")).contains(BROUGHT);
    }
    assertThat(file()).hasContent(BROUGHT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(log.lines("GP042")).hasSize(1).first().asString().contains(file().toString());
    assertThat(log.text()).doesNotContain(BROUGHT);
    assertThat(runs).hasValue(0);
  }

  @Test
  void secretIsNotTrustedBeforeItIsConfigured() throws Exception {
    Post delivery = Post.signed("asana", BROUGHT, NOW, "{}");
    try (Server server = learning("asana")) {
      server.post("/hook", ASANA);
      assertThat(server.post("/hook", delivery).statusCode()).isEqualTo(401);
    }
    try (Server server = start("asana", "secret", "literal:" + BROUGHT)) {
      assertThat(server.post("/hook", delivery).statusCode()).isEqualTo(200);
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void whoComesSecondReplacesNothingAndIsTold() throws Exception {
    try (Server server = learning("asana")) {
      server.post("/hook", ASANA);
      HttpResponse<String> second = server.post("/hook", ASANA.with("X-Hook-Secret", "other"));

      assertThat(second.statusCode()).isEqualTo(401);
      assertThat(second.headers().firstValue("X-Hook-Secret")).isEmpty();
    }
    assertThat(file()).hasContent(BROUGHT);
    assertThat(log.lines("GP043").get(0)).contains("is there already");
  }

  @Test
  void nothingIsLearnedUnlessAsked() throws Exception {
    try (Server server = start("asana", "secret", "literal:s3cr3t")) {
      HttpResponse<String> answer = server.post("/hook", ASANA);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("X-Hook-Secret")).isEmpty();
    }
    assertThat(log.lines("GP043").get(0)).contains("learned-secret-file is not configured");
    assertThat(log.text()).doesNotContain(BROUGHT);
    assertThat(runs).hasValue(0);
  }

  @Test
  void tokenOfNotionIsKeptForTheOperatorToEnterThere() throws Exception {
    try (Server server = learning("notion")) {
      Post first = Post.unsigned("{\"verification_token\":\"secret_tMrlL1qK5\"}");
      assertThat(server.post("/hook", first).statusCode()).isEqualTo(200);
    }
    assertThat(file()).hasContent("secret_tMrlL1qK5");
    assertThat(log.text()).doesNotContain("secret_tMrlL1qK5");
  }

  @Test
  void secretMustNotComeByPlainHttp() throws Exception {
    try (Server server = start("asana", "learned-secret-file", file().toString())) {
      assertThat(server.post("/hook", ASANA).statusCode()).isEqualTo(403);
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void handshakeIsNotAnsweredWhereTheFileCannotBeWritten() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    try (Server server =
        start(
            "asana",
            "learned-secret-file",
            gone.resolve("secret").toString(),
            "require-https",
            "false")) {
      Files.delete(gone);
      HttpResponse<String> answer = server.post("/hook", ASANA);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("X-Hook-Secret")).isEmpty();
    }
    assertThat(log.lines("GP044").get(0)).contains(gone.toString());
    assertThat(log.text()).doesNotContain(BROUGHT);
  }
}
