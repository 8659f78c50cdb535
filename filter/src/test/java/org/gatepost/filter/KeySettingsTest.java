package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Context;
import javax.naming.InitialContext;
import org.apache.naming.java.javaURLContextFactory;
import org.gatepost.Lookup;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.receiver.Application;
import org.gatepost.receiver.internal.secret.FoundSecret;
import org.gatepost.receiver.internal.secret.MissingSecret;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sets, and is told, about what makes two requests one delivery. */
class KeySettingsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @RegisterExtension final Log log = new Log();

  private final AtomicInteger runs = new AtomicInteger();
  private volatile int status = 200;

  private Server start(String source, Map<String, String> params) throws Exception {
    Map<String, String> all = new TreeMap<>(params);
    all.put("secret", "literal:s3cr3t");
    return Container.TOMCAT.start(
        new WebApp()
            .guard(source, new SettableClock(NOW), all)
            .servlet(
                "/" + source,
                (request, response) -> {
                  runs.incrementAndGet();
                  response.setStatus(status);
                }));
  }

  private static Post post(String preset, Map<String, String> headers) {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    return Post.signed(preset, "s3cr3t", NOW, body, headers);
  }

  @Test
  void equalOfAFinishedRequestRunsAgainWhereNothingIsRemembered() throws Exception {
    Post post = post("header-token", Map.of());
    try (Server server =
        start("hook", Map.of("scheme", "header-token", "require-https", "false"))) {
      status = 500;
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(500);
      status = 200;
      for (int i = 0; i < 3; i++) {
        assertThat(server.post("/hook", post).body()).isEmpty();
      }
    }
    assertThat(runs).hasValue(4);
    assertThat(log.lines("GP047").get(0))
        .startsWith("GP047: source [hook] forgets what is finished")
        .contains("a copy of a finished delivery runs again");
    assertThat(log.lines("GP010").get(0)).contains("remember none");
    assertThat(log.lines("GP048")).isEmpty();
  }

  @Test
  void whatIsRememberedAgainIsACopy() throws Exception {
    Post post = post("header-token", Map.of("X-Id", "1"));
    Map<String, String> params =
        Map.of(
            "scheme", "header-token",
            "require-https", "false",
            "id", "{header:X-Id}",
            "remember", "P3D");
    try (Server server = start("hook", params)) {
      assertThat(server.post("/hook", post).body()).isEmpty();
      assertThat(server.post("/hook", post).body()).contains("already_processed");
      assertThat(server.post("/hook", post.with("X-Id", "2")).body()).isEmpty();
    }
    assertThat(log.lines("GP047")).isEmpty();
    assertThat(log.lines("GP048")).isEmpty();
  }

  @Test
  void whoeverHasChosenNoKeyIsToldThatEqualBodiesAreOneEvent() throws Exception {
    start("hook", Map.of("scheme", "generic-hmac-sha256-hex")).close();

    assertThat(log.lines("GP048").get(0))
        .startsWith("GP048: source [hook] has no signed id")
        .contains("Set id", "remember = none", "key = digest");
    assertThat(log.lines("GP047")).isEmpty();
  }

  @Test
  void hostThatTheRequestSaysIsWarnedOf() throws Exception {
    start("hook", Map.of("scheme", "square")).close();

    assertThat(log.lines("GP029")).hasSize(1);
    assertThat(log.lines("GP029").get(0))
        .startsWith("GP029: source [hook] takes the host of its signed URL from the request")
        .endsWith("Set public-url");
    start("other", Map.of("scheme", "square", "public-url", "https://a.example")).close();
    start("third", Map.of("scheme", "github")).close();
    assertThat(log.lines("GP029")).hasSize(1);
  }

  @Test
  void secretOfTwoSourcesIsWarnedOf() throws Exception {
    Map<String, String> github = Map.of("scheme", "github", "secret", "literal:s3cr3t");
    Map<String, String> twilio = Map.of("scheme", "twilio", "secret", "literal:s3cr3t");
    WebApp app =
        new WebApp()
            .guard("one", new SettableClock(NOW), github)
            .guard("two", new SettableClock(NOW), Map.of("scheme", "sop", "secret", "literal:2nd"))
            .guard(
                "three",
                new SettableClock(NOW),
                Map.of("scheme", "stripe", "secret", "literal:n3w, literal:s3cr3t"))
            // What is signed for one path is good for no other.
            .guard("four", new SettableClock(NOW), twilio)
            .guard("five", new SettableClock(NOW), twilio);
    Container.TOMCAT.start(app).close();

    assertThat(log.lines("GP030")).hasSize(1);
    assertThat(log.lines("GP030").get(0))
        .matches("GP030: source \\[(one|three)] has a secret that source \\[(one|three)] has too.*")
        .doesNotContain("s3cr3t");
  }

  @Test
  void secretOfASourceThatIsGoneIsForgotten() throws Exception {
    Map<String, Object> attributes = new TreeMap<>();
    ServletContext context =
        (ServletContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, args) ->
                    switch (method.getName()) {
                      case "getAttribute" -> attributes.get(args[0]);
                      case "setAttribute" -> attributes.put((String) args[0], args[1]);
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    List<FoundSecret> found =
        FoundSecret.find("literal:s3cr3t", "secret", "hook", MissingSecret.FAIL, Lookup.byServer());

    assertThat(SharedSecrets.of(context).add("one", found)).isEmpty();
    assertThat(SharedSecrets.of(context).add("one", found)).isEmpty();
    assertThat(SharedSecrets.of(context).add("two", found)).containsExactly("one");
    SharedSecrets.of(context).remove("one");
    assertThat(SharedSecrets.of(context).add("three", found)).containsExactly("two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"key=digest", "key=none", "remember=none", "id={json:/id}", "ledger=none"})
  void whoeverHasChosenIsNotTold(String choice) throws Exception {
    String[] param = choice.split("=", 2);
    start("hook", Map.of("scheme", "generic-hmac-sha256-hex", param[0], param[1])).close();

    assertThat(log.lines("GP048")).isEmpty();
  }

  @Test
  void captureUnderAnotherTypeCannotEndAFailedDelivery() throws Exception {
    Post push = post("github", Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "g-1"));
    try (Server server = start("hook", Map.of("scheme", "github"))) {
      status = 500;
      assertThat(server.post("/hook", push).statusCode()).isEqualTo(500);
      status = 200;
      assertThat(server.post("/hook", push.with("X-GitHub-Event", "nothing")).body()).isEmpty();
      assertThat(server.post("/hook", push).body()).isEmpty();
      assertThat(server.post("/hook", push).body()).contains("already_processed");
    }
    assertThat(runs).hasValue(3);
  }

  @Test
  void bodyOfAnotherTypeIsAnInvalidPayload() throws Exception {
    byte[] body = "{\"commits\":[]}".getBytes(StandardCharsets.UTF_8);
    Post push = Post.signed("github", "s3cr3t", NOW, body, Map.of("X-GitHub-Event", "release"));
    try (Server server = start("hook", Map.of("scheme", "github"))) {
      assertThat(server.post("/hook", push).statusCode()).isEqualTo(400);
    }
    assertThat(runs).hasValue(0);
    assertThat(log.lines("GP020").get(0)).contains("AMBIGUOUS", "header X-GitHub-Event");
  }

  @Test
  void applicationIsPartOfTheKey() throws Exception {
    assertThat(Application.named(null).own("github")).isEqualTo("github");
    assertThat(Application.named(" ").own("github")).isEqualTo("github");
    List<String> names =
        List.of(
            Application.named("shop").own("github"),
            Application.named("crm").own("github"),
            Application.named("sh").own("opgithub"),
            Application.named(null).own("shopgithub"),
            Application.named(null).own("github"));
    assertThat(names).doesNotHaveDuplicates();
  }

  /** As on two servers, or in two applications of one. */
  @Test
  @SuppressWarnings("BanJNDI")
  void applicationsOnOneDatabaseDoNotTakeEachOthersDeliveries() throws Exception {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, javaURLContextFactory.class.getName());
    System.setProperty(Context.URL_PKG_PREFIXES, "org.apache.naming");
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new InitialContext().rebind("shared", database);
    Post post = post("github", Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", "g-1"));
    try (Server shop = shared("shop");
        Server crm = shared("crm");
        Server nameless = shared("");
        Server otherNode = shared("shop")) {
      status = 500;
      assertThat(shop.post("/hook", post).statusCode()).isEqualTo(500);
      status = 200;
      assertThat(crm.post("/hook", post).body()).isEmpty();
      assertThat(shop.post("/hook", post).body()).isEmpty();
      assertThat(nameless.post("/hook", post).body()).isEmpty();
      for (Server each : List.of(shop, crm, nameless, otherNode)) {
        assertThat(each.post("/hook", post).body()).contains("already_processed");
      }
    } finally {
      new InitialContext().unbind("shared");
      System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
      System.clearProperty(Context.URL_PKG_PREFIXES);
    }
    assertThat(runs).hasValue(4);
  }

  private Server shared(String application) throws Exception {
    Map<String, String> params =
        Map.of("scheme", "github", "secret", "literal:s3cr3t", "ledger", "jdbc:shared");
    return Container.TOMCAT.start(
        new WebApp()
            .param("gatepost.application", application)
            .guard("hook", new SettableClock(NOW), params)
            .servlet(
                "/hook",
                (request, response) -> {
                  runs.incrementAndGet();
                  response.setStatus(status);
                }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "\u00e9", "a\u001fb"})
  void nameOfAnApplicationIsSimple(String name) {
    assertThatThrownBy(() -> Application.named(name))
        .hasMessage(
            "GP056: context-param [gatepost.application] must be at most 64 of A-Z a-z 0-9 . _ -,"
                + " was ["
                + name
                + "]");
    assertThatThrownBy(() -> Application.named("a".repeat(65))).hasMessageContaining("GP056");
  }
}
