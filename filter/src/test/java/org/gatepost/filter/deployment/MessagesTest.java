package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Await;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.internal.Messages;
import org.gatepost.ledger.internal.guard.CacheLedgerTest;
import org.gatepost.ledger.internal.guard.LedgerProbeTest;
import org.gatepost.ledger.internal.guard.LedgerWatchTest;
import org.gatepost.receiver.internal.network.ProxyTest;
import org.gatepost.receiver.internal.network.RateLimitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What an operator reads; GP001 to GP008 are in {@code ConfigurationTest}, GP014 in {@code *
 * RegistrationTest}, GP015 and GP016 in {@code PathGuardTest}, GP024, GP025, GP065 and GP066 in
 * {@code LedgerTroubleTest} and {@link LedgerWatchTest}, GP039 in {@code DeniedDeliveriesTest},
 * GP040 in {@code UnsignedHandshakeTest}, GP042 to GP044 in {@code LearnedSecretTest}, GP045 in
 * {@link NoJcacheTest}, GP046 in {@link CacheLedgerTest}, GP029, GP030, GP047, GP048 and GP056 in
 * {@code KeySettingsTest}, GP033, GP034 and GP038 in {@code MissingSecretTest}, GP035 to GP037 in
 * {@link OrdinaryMistakesTest} and {@link LedgerProbeTest}, GP050 to GP055 in {@code *
 * NetworkRulesTest}, {@link ProxyTest} and {@link RateLimitTest}, GP069 in {@code
 * ReceiptApartTest}, GP070 to GP075 in {@code * ObserveTest}, {@code PauseTest} and {@code
 * SourceMXBeanTest}, GP080 in {@code FormTest}, GP081 to GP083 in {@code MultipartTest}.
 */
class MessagesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, String> BROXI =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();

  private final SettableClock clock = new SettableClock(NOW);

  private static Post broxi(String id) {
    return Post.signed("broxi", "s3cr3t", NOW, "{\"delivery_id\":\"" + id + "\",\"event\":\"e\"}");
  }

  private Server start(WebApp.Service servlet) throws Exception {
    return Container.TOMCAT.start(
        new WebApp().guard("hook", clock, BROXI).servlet("/hook", servlet));
  }

  @Test
  void startSaysWhatIsInForce() throws Exception {
    start((request, response) -> {}).close();
    assertThat(log.lines("GP009").get(0)).contains("[literal[1]]", "[hook]", "Use env:");
    assertThat(log.lines("GP010"))
        .containsExactly(
            "GP010: source [hook] is guarded: scheme broxi, secrets [literal[1]], tolerance PT5M,"
                + " max-body 1048576 bytes, ledger memory, remember PT72H, lease PT15M, mode enforce,"
                + " healthy above 95.0 %, url-patterns [/hook] for [FORWARD, INCLUDE, REQUEST, ASYNC,"
                + " ERROR]");
    assertThat(log.lines("GP017")).isEmpty();
    assertThat(log.lines("GP018")).isEmpty();
    assertThat(log.lines("GP019")).isEmpty();
  }

  @Test
  void patternThatNoServletAnswersIsToldAtStart() throws Exception {
    Container.TOMCAT
        .start(
            new WebApp()
                .filter("hook", gate(), BROXI, "/webhook/broxi", DispatcherType.REQUEST)
                .servlet("/webhooks/*", (request, response) -> {})
                .part(context -> context.addFilter("unmapped", gate()).setInitParameters(BROXI)))
        .close();
    assertThat(log.lines("GP017"))
        .containsExactlyInAnyOrder(
            "GP017: source [hook] guards nothing by url-pattern [/webhook/broxi], which no servlet"
                + " answers; servlets have [/webhooks/* of /webhooks/*]. If that is misspelt, what"
                + " it was meant for lies open",
            "GP017: source [unmapped] guards nothing by its filter, which no filter-mapping names."
                + " If that is misspelt, what it was meant for lies open");
  }

  @Test
  void servletWithOpenNeighboursIsToldAtStart() throws Exception {
    Container.TOMCAT
        .start(
            new WebApp()
                .filter("hook", gate(), BROXI, "/api/hook", DispatcherType.REQUEST)
                .filter("other", gate(), BROXI, "/api/other", DispatcherType.REQUEST)
                .servlet("/api/*", (request, response) -> {}))
        .close();
    assertThat(log.lines("GP018"))
        .containsExactly(
            "GP018: [/api/* of /api/*] is wider than what sources guard of it: its other paths are"
                + " open to every request. Guarded are [/api/hook, /api/other]");
  }

  @Test
  void otherMappingsOfAGuardedServletAreToldAtStart() throws Exception {
    Container.TOMCAT
        .start(
            new WebApp()
                .filter("hook", gate(), BROXI, "/hooks/*", DispatcherType.REQUEST)
                .filter("other", gate(), BROXI, "/api/other", DispatcherType.REQUEST)
                .servlet("/hooks/*", (request, response) -> {})
                .servlet("/api/*", (request, response) -> {})
                .part(context -> context.getServletRegistration("/hooks/*").addMapping("/old/*"))
                .part(context -> context.getServletRegistration("/api/*").addMapping("/rest/*")))
        .close();
    assertThat(log.lines("GP018"))
        .containsExactlyInAnyOrder(
            "GP018: [/old/* of /hooks/*] is wider than what sources guard of it: its other paths are"
                + " open to every request. Guarded are []",
            "GP018: [/api/* of /api/*] is wider than what sources guard of it: its other paths are"
                + " open to every request. Guarded are [/api/other]",
            "GP018: [/rest/* of /api/*] is wider than what sources guard of it: its other paths are"
                + " open to every request. Guarded are [/rest/other]");
  }

  @Test
  void sourceOfWhichSpellingsAreUnguardedIsToldAtStart() throws Exception {
    WebApp app =
        new WebApp().filter("hook", gate("another"), BROXI, "/hook", DispatcherType.REQUEST);
    Container.TOMCAT.start(app.servlet("/hook", (request, response) -> {})).close();
    assertThat(log.lines("GP019"))
        .containsExactly(
            "GP019: source [another] guards its paths as this server matches them, but not by"
                + " their other spellings: no filter of the application has its name. Give it the"
                + " FilterConfig of the filter that is mapped");
    log.clear();
    // As where nobody has looked for initializers.
    ServletContext context =
        proxy(
            ServletContext.class,
            (proxy, method, arguments) ->
                method.getName().equals("getInitParameterNames")
                    ? Collections.emptyEnumeration()
                    : null);
    WebhookFilter filter = gate();
    filter.init(
        proxy(
            FilterConfig.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getFilterName" -> "hook";
                  case "getServletContext" -> context;
                  case "getInitParameterNames" -> Collections.enumeration(BROXI.keySet());
                  default -> BROXI.get((String) arguments[0]);
                }));
    filter.destroy();
    assertThat(log.lines("GP019").get(0))
        .startsWith("GP019: source [hook]")
        .contains("DeploymentCheck was not called");
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private WebhookFilter gate() {
    return new WebhookFilter(clock);
  }

  /** One that is told another name than the filter has that is mapped. */
  private Filter gate(String name) {
    WebhookFilter filter = new WebhookFilter(clock);
    return new Filter() {
      @Override
      public void init(FilterConfig config) throws ServletException {
        filter.init(
            proxy(
                FilterConfig.class,
                (proxy, method, arguments) ->
                    method.getName().equals("getFilterName")
                        ? name
                        : method.invoke(config, arguments)));
      }

      @Override
      public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
          throws IOException, ServletException {
        filter.doFilter(request, response, chain);
      }
    };
  }

  @Test
  void onlyHttpIsGuarded() throws Exception {
    FilterChain nothing = (request, response) -> {};
    WebhookFilter filter = new WebhookFilter(clock);
    WebApp app =
        new WebApp()
            .filter(
                "blurring",
                (in, out, chain) ->
                    chain.doFilter(new ServletRequestWrapper(in), new ServletResponseWrapper(out)),
                Map.of(),
                "/hook",
                DispatcherType.REQUEST)
            .filter("hook", filter, BROXI, "/hook", DispatcherType.REQUEST)
            .servlet("/hook", (in, out) -> nothing.doFilter(in, out));
    try (Server server = Container.TOMCAT.start(app)) {
      assertThat(server.post("/hook", broxi("d-1")).statusCode()).isEqualTo(500);
    }
    assertThat(log.text()).contains("GP011: filter [");
  }

  @Test
  void filterThatWasNotInitializedLetsNothingThrough() throws Exception {
    WebhookFilter filter = new WebhookFilter(clock);
    WebApp app =
        new WebApp()
            .servlet("/hook", (in, out) -> filter.doFilter(in, out, (request, response) -> {}));
    try (Server server = Container.TOMCAT.start(app)) {
      assertThat(server.post("/hook", broxi("d-1")).statusCode()).isEqualTo(500);
    }
    assertThat(log.text()).contains("GP012: the filter has not been initialized");
  }

  @Test
  void refusalsSayWhy() throws Exception {
    try (Server server = start((request, response) -> {})) {
      server.post("/hook", Post.unsigned("{}"));
      server.post("/hook", Post.signed("broxi", "another", NOW, "{}"));
      server.send(server.to("/hook").method("PUT", BodyPublishers.noBody()).build());
      server.post("/hook", Post.unsigned("x".repeat(1_048_577)));
    }
    assertThat(log.lines("GP020"))
        .containsExactly(
            "GP020: source [hook] refused a request (MISSING): header X-Broxi-Signature is missing"
                + " or empty",
            "GP020: source [hook] refused a request (MISMATCH): none of 1 secrets makes the"
                + " signature in header X-Broxi-Signature");
    assertThat(log.lines("GP021").get(0)).contains("source [hook]", "not POST");
    assertThat(log.lines("GP022").get(0)).contains("source [hook]", "max-body, 1048576 bytes");
  }

  @Test
  void whiteSpaceAroundASecretIsTold() throws Exception {
    Map<String, String> params = Map.of("scheme", "github", "secret", "literal:s3cr3t\n");
    WebApp app =
        new WebApp().guard("hook", clock, params).servlet("/hook", (request, response) -> {});
    Container.TOMCAT.start(app).close();
    assertThat(log.lines("GP013").get(0))
        .startsWith("GP013: secret [literal[1]] of filter [hook] begins or ends with white space");
  }

  @Test
  void plainHttpIsTold() throws Exception {
    Map<String, String> params = Map.of("scheme", "header-token", "secret", "literal:s3cr3t-token");
    WebApp app =
        new WebApp()
            .guard("hook", new SettableClock(NOW), params)
            .servlet("/hook", (request, response) -> {});
    Post post = Post.unsigned("{}").with("webhook-key", "s3cr3t-token");
    try (Server server = Container.TOMCAT.start(app)) {
      HttpResponse<String> answer = server.post("/hook", post);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"error\":\"Forbidden\"}");
    }
    assertThat(log.lines("GP028").get(0))
        .startsWith("GP028: source [hook] refused a request: it came by plain HTTP");
  }

  @Test
  void bodyThatEndedEarlyIsTold() throws Exception {
    String head = "POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";
    try (Server server = start((request, response) -> {})) {
      server.exchange(head, new byte[1]);
      Await.until(() -> !log.lines("GP023").isEmpty());
    }
    assertThat(log.lines("GP023").get(0)).contains("source [hook]", "ended early");
  }

  @Test
  void deliveriesAndCopiesAreToldToWhoeverDebugs() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    WebApp.Service waiting =
        (request, response) -> {
          entered.countDown();
          Await.latch(leave);
        };
    try (Server server = start(waiting)) {
      CompletableFuture<HttpResponse<String>> first = server.postAsync("/hook", broxi("d-1"));
      Await.latch(entered);
      server.post("/hook", broxi("d-1"));
      leave.countDown();
      first.get(3, TimeUnit.MINUTES);
      server.post("/hook", broxi("d-1"));
    }
    assertThat(log.lines("GP026"))
        .containsExactly(
            "GP026: source [hook] passed Delivery[source=hook, type=e, key=d-1], signed with"
                + " secret [literal[1]]");
    assertThat(log.lines("GP027"))
        .containsExactly(
            "GP027: source [hook] answered a copy of a delivery: in progress",
            "GP027: source [hook] answered a copy of a delivery: finished before");
  }

  /** What the tests of one name say, whichever package they are in. */
  private static String code(String name) throws IOException {
    StringBuilder code = new StringBuilder();
    for (String module : List.of("core", "filter")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        for (Path file : files.filter(file -> file.endsWith(name)).toList()) {
          code.append(Files.readString(file));
        }
      }
    }
    return code.toString();
  }

  @Test
  void everyMessageIsProvokedByATest() throws Exception {
    Set<String> codes = new TreeSet<>();
    for (Method method : Messages.class.getDeclaredMethods()) {
      if (!Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()) {
        Object[] arguments =
            Arrays.stream(method.getParameterTypes())
                .map(
                    type ->
                        type == int.class
                            ? (Object) 1
                            : type == long.class
                                ? (Object) 1L
                                : type == String.class
                                    ? "x"
                                    : type == Duration.class
                                        ? Duration.ZERO
                                        : type == Collection.class ? List.of() : null)
                .toArray();
        String code = ((String) method.invoke(null, arguments)).substring(0, 5);
        assertThat(codes.add(code)).as("second message with code " + code).isTrue();
      }
    }
    Set<String> tested = new TreeSet<>();
    for (String source :
        List.of(
            "AuditFileTest",
            "CacheLedgerTest",
            "ConfigurationTest",
            "DeniedDeliveriesTest",
            "FormTest",
            "HandshakesTest",
            "KeySettingsTest",
            "LateAnswersTest",
            "LearnedSecretTest",
            "LedgerTroubleTest",
            "LedgerProbeTest",
            "LedgerWatchTest",
            "MessagesTest",
            "MissingSecretTest",
            "NetworkRulesTest",
            "NoJcacheTest",
            "OrdinaryMistakesTest",
            "ProxyTest",
            "RateLimitTest",
            "ReceiptApartTest",
            "RefusalTest",
            "RegistrationTest",
            "RereadSecretsTest",
            "SecretReferenceTest",
            "ObserveTest",
            "PathGuardTest",
            "PauseTest",
            "SourceMXBeanTest",
            "MultipartTest",
            "UnsignedHandshakeTest")) {
      // With its quotation mark: in an assertion.
      Pattern.compile("\"(GP[0-9]{3})")
          .matcher(code(source + ".java"))
          .results()
          .forEach(found -> tested.add(found.group(1)));
    }
    assertThat(tested).isEqualTo(codes);
  }
}
