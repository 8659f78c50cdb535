package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatepost.Delivery;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** What a source guards is guarded in every dispatch, and however its filter is registered. */
@InEachContainer
class PathGuardTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Post GENUINE = Post.signed("x-signature", "s3cr3t", NOW, "{}");
  private static final Post FORGED = Post.unsigned("{}").with("X-Signature", "0".repeat(64));
  private static final Map<String, String> PARAMS =
      Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "ledger", "none");

  @RegisterExtension final Log log = new Log().ofEcho();
  @Parameter Container container;

  private final List<String> seen = new CopyOnWriteArrayList<>();

  private static WebhookFilter gate() {
    return new WebhookFilter(new SettableClock(NOW));
  }

  private static WebApp guarded(String pattern) {
    return new WebApp().filter("hook", gate(), PARAMS, pattern, DispatcherType.REQUEST);
  }

  private void see(HttpServletRequest request, HttpServletResponse response) {
    Object delivery = request.getAttribute(Delivery.ATTRIBUTE);
    seen.add(request.getDispatcherType() + (delivery == null ? " unverified" : " verified"));
  }

  private static int status(Server server, String path, Post post) throws Exception {
    return server.post(path, post).statusCode();
  }

  @Test
  void forwardIsVerified() throws Exception {
    for (String target : List.of("/hook", "/hook;x", "/hook/", "/x/../hook", "/%68ook")) {
      WebApp app =
          guarded("/hook")
              .servlet("/hook", this::see)
              .servlet("/open", (in, out) -> in.getRequestDispatcher(target).forward(in, out));
      try (Server server = container.start(app)) {
        status(server, "/open", FORGED);
        assertThat(seen).as(target).isEmpty();
        status(server, "/open", GENUINE);
        assertThat(seen).as(target).isSubsetOf("FORWARD verified");
      }
      seen.clear();
    }
  }

  @Test
  void forwardOfAGenuineRequestIsTheSameDelivery() throws Exception {
    WebApp app =
        guarded("/hook")
            .servlet("/hook", (in, out) -> in.getRequestDispatcher("/hook/").forward(in, out))
            .servlet("/hook/*", this::see);
    try (Server server = container.start(app)) {
      assertThat(status(server, "/hook", FORGED)).isEqualTo(401);
      assertThat(status(server, "/hook", GENUINE)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("FORWARD verified");
    assertThat(log.lines("GP026")).hasSize(1);
  }

  @Test
  void forwardOfWhatAnotherSourceHasVerifiedIsNotVerifiedAgain() throws Exception {
    for (String mode : List.of("enforce", "observe")) {
      Map<String, String> first =
          Map.of("scheme", "x-signature", "secret", "literal:other", "mode", mode);
      WebApp app =
          guarded("/hook")
              .filter("first", gate(), first, "/first", DispatcherType.REQUEST)
              .servlet("/hook", this::see)
              .servlet("/first", (in, out) -> in.getRequestDispatcher("/hook").forward(in, out));
      try (Server server = container.start(app)) {
        status(server, "/first", FORGED);
        assertThat(seen).as(mode).isEmpty();
        if (mode.equals("enforce")) {
          status(server, "/first", Post.signed("x-signature", "other", NOW, "{}"));
          assertThat(seen).containsExactly("FORWARD verified");
          seen.clear();
        }
      }
    }
  }

  @Test
  void includeIsVerified() throws Exception {
    WebApp app =
        guarded("/hook/*")
            .servlet("/hook/*", this::see)
            .servlet("/open", (in, out) -> in.getRequestDispatcher("/hook/x").include(in, out));
    try (Server server = container.start(app)) {
      status(server, "/open", FORGED);
      assertThat(seen).isEmpty();
      assertThat(status(server, "/open", GENUINE)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("INCLUDE verified");
  }

  @Test
  void asynchronousDispatchIsVerified() throws Exception {
    WebApp app =
        guarded("/hook")
            .servlet("/hook", this::see)
            .servlet("/open", (in, out) -> in.startAsync().dispatch("/hook"));
    try (Server server = container.start(app)) {
      assertThat(status(server, "/open", FORGED)).isEqualTo(401);
      assertThat(seen).isEmpty();
      assertThat(status(server, "/open", GENUINE)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("ASYNC verified");
  }

  @Test
  void errorPageThatIsGuardedIsNotCalledAndTheStatusStays() throws Exception {
    for (String pattern : List.of("/hook/page", "/hook/*")) {
      WebApp app =
          guarded(pattern)
              .servlet("/hook/page", this::see)
              .servlet("/open", (in, out) -> out.sendError(500))
              .errorPage("/hook/page");
      try (Server server = container.start(app)) {
        assertThat(status(server, "/open", GENUINE)).as(pattern).isEqualTo(500);
      }
      assertThat(seen).as(pattern).isEmpty();
      assertThat(log.lines("GP016").get(0))
          .isEqualTo(
              "GP016: a request was kept from what a source guards, which it has not passed: an"
                  + " error page under a url-pattern is called only if it is a file or a JSP. The"
                  + " status stays. The source is hook");
    }
  }

  @Test
  void errorPageOfAGenuineRequestIsCalled() throws Exception {
    WebApp app =
        guarded("/hook/*")
            .servlet("/hook/page", this::see)
            .servlet("/hook/x", (in, out) -> out.sendError(500))
            .errorPage("/hook/page");
    try (Server server = container.start(app)) {
      assertThat(status(server, "/hook/x", GENUINE)).isEqualTo(500);
    }
    assertThat(seen).containsExactly("ERROR verified");
  }

  @Test
  void errorPageThatIsAPageBelowAGuardedPathIsShown() throws Exception {
    WebApp app =
        guarded("/hook/*")
            .servlet("*.jspf", (in, out) -> out.getWriter().write("sorry"))
            .servlet("/open", (in, out) -> out.sendError(500))
            .errorPage("/hook/error.jspf");
    try (Server server = container.start(app)) {
      var answer = server.post("/open", FORGED);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("sorry");
      assertThat(status(server, "/hook/error.jspf", FORGED)).isEqualTo(401);
    }
  }

  @Test
  void filterOfAServletsNameGuardsWhatIsSpeltLikeIt() throws Exception {
    WebApp app =
        new WebApp()
            .servlet("/hook", this::see)
            .servlet("/open", (in, out) -> in.getRequestDispatcher("/hook").forward(in, out))
            .part(
                context -> {
                  FilterRegistration.Dynamic filter = context.addFilter("hook", gate());
                  filter.setInitParameters(PARAMS);
                  filter.addMappingForServletNames(
                      EnumSet.of(DispatcherType.REQUEST), true, "/hook");
                });
    try (Server server = container.start(app)) {
      assertThat(status(server, "/hook", FORGED)).isEqualTo(401);
      assertThat(status(server, "/open", FORGED)).isEqualTo(401);
      assertThat(seen).isEmpty();
      assertThat(status(server, "/hook", GENUINE)).isEqualTo(200);
      assertThat(status(server, "/open", GENUINE)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("REQUEST verified", "FORWARD verified");
    assertThat(log.lines("GP010").get(0))
        .endsWith(", servlets [/hook] for [FORWARD, INCLUDE, REQUEST, ASYNC, ERROR]");
  }

  @Test
  void namedDispatchIsVerifiedByAFilterOfTheServletsName() throws Exception {
    WebApp app =
        new WebApp()
            .servlet("/hook", this::see)
            .servlet("/open", (in, out) -> named(in).forward(in, out))
            .servlet("/other", (in, out) -> named(in).include(in, out))
            .part(
                context -> {
                  FilterRegistration.Dynamic filter = context.addFilter("hook", gate());
                  filter.setInitParameters(PARAMS);
                  filter.addMappingForServletNames(
                      EnumSet.allOf(DispatcherType.class), true, "/hook");
                });
    try (Server server = container.start(app)) {
      status(server, "/open", FORGED);
      status(server, "/other", FORGED);
      assertThat(seen).isEmpty();
      status(server, "/open", GENUINE);
      status(server, "/other", GENUINE);
    }
    assertThat(seen).containsExactly("FORWARD verified", "INCLUDE verified");
  }

  private static RequestDispatcher named(HttpServletRequest request) {
    return request.getServletContext().getNamedDispatcher("/hook");
  }

  /** Adds a filter behind all that are there, for forwards alone. */
  public static class Late implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      FilterRegistration.Dynamic filter = event.getServletContext().addFilter("hook", gate());
      filter.setInitParameters(PARAMS);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.FORWARD), true, "/hook");
    }
  }

  @Test
  void dispatchesThatAMappingLeavesOutAreVerified() throws Exception {
    WebApp app = new WebApp().listener(Late.class).servlet("/hook", this::see);
    try (Server server = container.start(app)) {
      assertThat(status(server, "/hook", FORGED)).isEqualTo(401);
      assertThat(status(server, "/hook", GENUINE)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("REQUEST verified");
  }

  @Test
  void springsProxyIsASource() throws Exception {
    WebApp app =
        new WebApp()
            .servlet("/api/*", this::see)
            .part(
                context -> {
                  GenericWebApplicationContext beans = new GenericWebApplicationContext(context);
                  beans.registerBean("gate", WebhookFilter.class, PathGuardTest::gate);
                  beans.refresh();
                  DelegatingFilterProxy proxy = new DelegatingFilterProxy("gate", beans);
                  proxy.setTargetFilterLifecycle(true);
                  FilterRegistration.Dynamic filter = context.addFilter("hook", proxy);
                  filter.setInitParameters(PARAMS);
                  filter.addMappingForUrlPatterns(
                      EnumSet.of(DispatcherType.REQUEST), true, "/api/hook");
                });
    requireGuarded(app);
  }

  @Test
  void spellingThatComesBeforeTheFilterHasStartedIsVerified() throws Exception {
    requireGuardedEarly(new WebApp(), PARAMS);
  }

  @Test
  void soItIsWhereTheApplicationSaysTheSecretForAll() throws Exception {
    requireGuardedEarly(
        new WebApp().param("gatepost.secret", "literal:s3cr3t"),
        Map.of("scheme", "x-signature", "ledger", "none"));
  }

  /** As where a server starts a filter at its own first request. */
  private void requireGuardedEarly(WebApp app, Map<String, String> params) throws Exception {
    DelegatingFilterProxy late = new DelegatingFilterProxy("gate");
    late.setTargetFilterLifecycle(true);
    app.servlet("/api/*", this::see)
        .part(
            context -> {
              FilterRegistration.Dynamic filter = context.addFilter("hook", late);
              filter.setInitParameters(params);
              filter.addMappingForUrlPatterns(
                  EnumSet.of(DispatcherType.REQUEST), true, "/api/hook");
            })
        .listener(AddsBeans.class);
    try (Server server = container.start(app)) {
      assertThat(log.lines("GP010")).isEmpty();
      assertThat(status(server, "/api/hook/", FORGED)).isEqualTo(401);
      assertThat(status(server, "/api/hook/", GENUINE)).isEqualTo(200);
      assertThat(status(server, "/api/hook", FORGED)).isEqualTo(401);
      assertThat(status(server, "/api/hook", GENUINE)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("REQUEST verified", "REQUEST verified");
    // Once by the system's clock, and once more by that of the filter when it has started.
    assertThat(log.lines("GP010")).hasSize(2);
  }

  /** Adds the beans when it is too late for the proxy's {@code init}. */
  public static class AddsBeans implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
      String name = WebApplicationContext.ROOT_WEB_APPLICATION_CONTEXT_ATTRIBUTE;
      ServletContext context = event.getServletContext();
      if (context.getAttribute(name) == null) {
        GenericWebApplicationContext beans = new GenericWebApplicationContext(context);
        beans.registerBean("gate", WebhookFilter.class, PathGuardTest::gate);
        beans.refresh();
        context.setAttribute(name, beans);
      }
    }
  }

  /** A filter of somebody's own around ours. */
  private static final class Wrapping implements Filter {
    private final WebhookFilter filter = gate();

    @Override
    public void init(FilterConfig config) throws ServletException {
      filter.init(config);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      filter.doFilter(request, response, chain);
    }

    @Override
    public void destroy() {
      filter.destroy();
    }
  }

  @Test
  void filterAroundOursIsASource() throws Exception {
    requireGuarded(
        new WebApp()
            .servlet("/api/*", this::see)
            .filter("hook", new Wrapping(), PARAMS, "/api/hook", DispatcherType.REQUEST));
  }

  private void requireGuarded(WebApp app) throws Exception {
    try (Server server = container.start(app)) {
      assertThat(status(server, "/api/hook", FORGED)).isEqualTo(401);
      assertThat(status(server, "/api/hook/", FORGED)).isEqualTo(401);
      assertThat(seen).isEmpty();
      assertThat(status(server, "/api/hook", GENUINE)).isEqualTo(200);
      assertThat(status(server, "/api/hook/", GENUINE)).isEqualTo(200);
      assertThat(seen).containsExactly("REQUEST verified", "REQUEST verified");
      assertThat(status(server, "/api/hooks", FORGED)).isEqualTo(200);
    }
    assertThat(log.lines("GP015"))
        .containsExactly(
            "GP015: source [hook] verifies a request that comes by another spelling of a path that"
                + " it guards, for which its filter is not called: [/api/hook/]. If it is the"
                + " sender's, enter the URL there as url-pattern has it");
  }

  @Test
  void otherMappingOfTheServletIsAnotherSpelling() throws Exception {
    WebApp app =
        guarded("/api/hook")
            .part(
                context -> {
                  ServletRegistration.Dynamic servlet =
                      context.addServlet(
                          "resources",
                          new HttpServlet() {
                            @Override
                            protected void doPost(HttpServletRequest in, HttpServletResponse out) {
                              see(in, out);
                            }
                          });
                  servlet.addMapping("/api/*", "/rest/*");
                });
    try (Server server = container.start(app)) {
      assertThat(status(server, "/rest/hook", FORGED)).isEqualTo(401);
      assertThat(status(server, "/rest/hook;x", FORGED)).isEqualTo(401);
      assertThat(status(server, "/rest/hook.json", FORGED)).isEqualTo(401);
      assertThat(status(server, "/rest/hook/.json", FORGED)).isEqualTo(401);
      assertThat(status(server, "/rest/hook", GENUINE)).isEqualTo(200);
      assertThat(seen).containsExactly("REQUEST verified");
      assertThat(status(server, "/rest/other", FORGED)).isEqualTo(200);
      assertThat(status(server, "/hook", FORGED)).isNotEqualTo(401);
    }
  }

  @Test
  void suffixIsAnotherSpellingUnlessItIsSomebodysOwn() throws Exception {
    WebApp app =
        guarded("/api/hook")
            .filter(
                "eu",
                gate(),
                Map.of("scheme", "x-signature", "secret", "literal:other", "ledger", "none"),
                "/api/hook.eu",
                DispatcherType.REQUEST)
            .servlet("/api/hook.txt", (in, out) -> out.setStatus(202))
            .servlet("/api/*", this::see);
    Post other = Post.signed("x-signature", "other", NOW, "{}");
    try (Server server = container.start(app)) {
      assertThat(status(server, "/api/hook.json", FORGED)).isEqualTo(401);
      assertThat(status(server, "/api/hook/.json", FORGED)).isEqualTo(401);
      assertThat(status(server, "/api/hook/.en.json/", FORGED)).isEqualTo(401);
      assertThat(status(server, "/api/hook.json", GENUINE)).isEqualTo(200);
      assertThat(status(server, "/api/hook.txt", FORGED)).isEqualTo(202);
      assertThat(status(server, "/api/hook.eu", GENUINE)).isEqualTo(401);
      assertThat(status(server, "/api/hook.eu", other)).isEqualTo(200);
      assertThat(status(server, "/api/hook.eu/x", FORGED)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("REQUEST verified", "REQUEST verified", "REQUEST unverified");
  }

  /** A filter that gives another path to what is behind it. */
  private static Filter rewriting(String uri, String pathInfo) {
    return (request, response, chain) ->
        chain.doFilter(
            new HttpServletRequestWrapper((HttpServletRequest) request) {
              @Override
              public String getRequestURI() {
                return uri;
              }

              @Override
              public String getPathInfo() {
                return pathInfo;
              }
            },
            response);
  }

  /** As the server may call initializers in any order, this alone is certain. */
  private static void addFirst(ServletContext context, Filter filter) {
    FilterRegistration.Dynamic first = context.addFilter("rewriting", filter);
    first.setAsyncSupported(true);
    first.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/api/old");
  }

  @Test
  void pathThatAFilterMakesUpIsGuarded() throws Exception {
    for (Filter rewriting :
        List.of(
            rewriting("/api/hook", "/hook"),
            rewriting("/api/old", "/hook"),
            rewriting("/api/hook;x", "/old"))) {
      WebApp app =
          guarded("/api/hook")
              .part(context -> addFirst(context, rewriting))
              .servlet("/api/*", this::see);
      try (Server server = container.start(app)) {
        assertThat(status(server, "/api/old", FORGED)).isEqualTo(401);
        assertThat(status(server, "/api/old", GENUINE)).isEqualTo(200);
      }
      assertThat(seen).containsExactly("REQUEST verified");
      seen.clear();
    }
  }

  @Test
  void observedSourceRefusesNoSpelling() throws Exception {
    Map<String, String> observing =
        Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "mode", "observe");
    WebApp app =
        new WebApp()
            .filter("hook", gate(), observing, "/api/hook", DispatcherType.REQUEST)
            .servlet("/api/*", this::see);
    try (Server server = container.start(app)) {
      assertThat(status(server, "/api/hook/", FORGED)).isEqualTo(200);
      assertThat(seen).containsExactly("REQUEST unverified");
    }
    assertThat(log.audit().get(0)).contains("\"outcome\":\"observed\"");
  }

  @Test
  void refusedSpellingCountsInItsSource() throws Exception {
    WebApp app = guarded("/api/hook").servlet("/api/*", this::see);
    try (Server server = container.start(app)) {
      assertThat(status(server, "/api/hook/", FORGED)).isEqualTo(401);
    }
    assertThat(log.lines("GP020")).hasSize(1);
    assertThat(log.audit().get(0)).contains("\"source\":\"hook\"", "\"outcome\":\"refused\"");
  }

  @Test
  void pathWithTooManyReadingsIsRefused() throws Exception {
    String hostile = "/a%252Fb;c%2Fd/%2e%2e;x//%252e%252e%5c../".repeat(200);
    WebApp app =
        guarded("/api/hook")
            .part(context -> addFirst(context, rewriting(hostile, "/old")))
            .servlet("/api/*", this::see);
    try (Server server = container.start(app)) {
      var answer = server.post("/api/old", GENUINE);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("Invalid payload");
      assertThat(seen).isEmpty();
      assertThat(status(server, "/api/other/%20;c=d", FORGED)).isEqualTo(200);
    }
    assertThat(log.lines("GP016"))
        .containsExactly(
            "GP016: a request was kept from what a source guards, which it has not passed: its path"
                + " can be read in too many ways");
  }

  /** Adds one behind all that are there, which cannot start. */
  public static class LateAndWrong implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      WebhookFilter filter = new WebhookFilter(Clock.systemUTC(), server -> true);
      FilterRegistration.Dynamic added = event.getServletContext().addFilter("hook", filter);
      added.setInitParameters(
          Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "lease", "5m"));
      added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/hook");
    }
  }

  @Test
  void spellingOfASourceThatCannotStartIsRefused() throws Exception {
    WebApp app = new WebApp().listener(LateAndWrong.class).servlet("/api/*", this::see);
    try (Server server = container.start(app)) {
      assertThat(status(server, "/api/hook", GENUINE)).isEqualTo(500);
      assertThat(status(server, "/api/hook/", GENUINE)).isEqualTo(500);
      assertThat(status(server, "/api/other", FORGED)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("REQUEST unverified");
    assertThat(log.lines("GP016").get(0)).contains("could not start", "The source is hook");
  }

  @Test
  void requestThatIsNoLongerHttpDoesNotReachWhatIsGuarded() throws Exception {
    Filter blurring = (in, out, chain) -> chain.doFilter(new ServletRequestWrapper(in), out);
    WebApp app =
        guarded("/api/hook")
            .filter("blurring", blurring, Map.of(), "/api/hook/", DispatcherType.REQUEST)
            .servlet("/api/*", this::see);
    try (Server server = container.start(app)) {
      assertThat(status(server, "/api/hook/", FORGED)).isIn(401, 500);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void bodyOfASpellingIsReadOnceAndReadableAgain() throws Exception {
    WebApp app =
        guarded("/api/hook")
            .servlet(
                "/api/*",
                (in, out) -> {
                  see(in, out);
                  seen.add(new String(in.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                });
    try (Server server = container.start(app)) {
      assertThat(status(server, "/api/hook/", GENUINE)).isEqualTo(200);
    }
    assertThat(seen).containsExactly("REQUEST verified", "{}");
  }
}
