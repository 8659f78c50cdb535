package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import org.gatepost.Lookup;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** The filter works, and refuses to, however it is registered in code. */
@InEachContainer
class RegistrationTest {
  private static final Map<String, String> FINE =
      Map.of("scheme", "x-signature", "secret", "literal:s3cr3t");
  private static final Map<String, String> WRONG =
      Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "lease", "5m");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private static void add(
      ServletContext context, FilterRegistration.Dynamic filter, Map<String, String> params) {
    assertThat(filter).as(context.getServerInfo()).isNotNull();
    filter.setInitParameters(params);
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST), false, "/" + filter.getName());
  }

  private static ServletContainerInitializer initializer(Map<String, String> params) {
    return (classes, context) -> {
      add(context, context.addFilter("class", WebhookFilter.class), params);
      add(context, context.addFilter("instance", new WebhookFilter()), params);
      add(context, context.addFilter("name", WebhookFilter.class.getName()), params);
    };
  }

  /** Adds both, as Spring's and others' listeners do. */
  public static class Listener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      ServletContext context = event.getServletContext();
      add(context, context.addFilter("listened-class", WebhookFilter.class), FINE);
      add(context, context.addFilter("listened-instance", new WebhookFilter()), FINE);
    }
  }

  /** Adds one that cannot start. */
  public static class WrongInstance implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      ServletContext context = event.getServletContext();
      add(context, context.addFilter("hook", new WebhookFilter()), WRONG);
    }
  }

  /** Adds one that cannot start, and is told that the server would go on without it. */
  public static class WrongInstanceWhereDropped implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      ServletContext context = event.getServletContext();
      WebhookFilter filter = new WebhookFilter(Clock.systemUTC(), server -> true);
      add(context, context.addFilter("hook", filter), WRONG);
    }
  }

  private void requireGuarded(Server server, String path) throws Exception {
    Post post = Post.signed("x-signature", "s3cr3t", Clock.systemUTC().instant(), "{\"id\":\"1\"}");
    assertThat(server.post(path, Post.unsigned("{}")).statusCode()).as(path).isEqualTo(401);
    assertThat(server.post(path, post).statusCode()).as(path).isEqualTo(202);
    assertThat(server.post(path, post).body()).as(path).contains("already_processed");
  }

  private static WebApp app(String... paths) {
    WebApp app = new WebApp().initializer(new DeploymentCheck());
    for (String path : paths) {
      app.servlet(path, (request, response) -> response.setStatus(202));
    }
    return app;
  }

  private String failure(WebApp app) {
    Throwable thrown = catchThrowable(() -> container.start(app).close());
    assertThat(thrown).as("the deployment succeeded").isNotNull();
    // Tomcat says it in its log, Jetty by the exception.
    return log.text() + thrown;
  }

  @Test
  void initializerAddsItAsClassAsInstanceAndByName() throws Exception {
    WebApp app = app("/class", "/instance", "/name").initializer(initializer(FINE));
    try (Server server = container.start(app)) {
      requireGuarded(server, "/class");
      requireGuarded(server, "/instance");
      requireGuarded(server, "/name");
    }
  }

  @Test
  void applicationSaysWhereNamesLeadTo() throws Exception {
    Map<String, String> params = Map.of("scheme", "x-signature", "secret", "config:hooks.secret");
    Lookup lookup =
        Lookup.byServer().withConfig(name -> name.equals("hooks.secret") ? "s3cr3t" : null);
    WebApp app =
        app("/class", "/instance", "/name")
            .initializer(initializer(params))
            .initializer(new DeploymentCheck(lookup))
            // As the server may call it once more, which must not forget what was said.
            .initializer(new DeploymentCheck());
    try (Server server = container.start(app)) {
      requireGuarded(server, "/class");
      requireGuarded(server, "/instance");
      requireGuarded(server, "/name");
    }
  }

  @Test
  void nameThatLeadsNowhereFailsTheDeployment() {
    Map<String, String> params = Map.of("scheme", "x-signature", "secret", "config:hooks.secret");
    Lookup lookup = Lookup.byServer().withConfig(name -> null);
    WebApp app =
        app("/class").initializer(initializer(params)).initializer(new DeploymentCheck(lookup));
    assertThat(failure(app)).contains("GP005: secret [config:hooks.secret] of filter [");
  }

  @Test
  void listenerAddsItAsClassAndAsInstance() throws Exception {
    WebApp app = app("/listened-class", "/listened-instance").listener(Listener.class);
    try (Server server = container.start(app)) {
      requireGuarded(server, "/listened-class");
      requireGuarded(server, "/listened-instance");
    }
  }

  @Test
  void misconfiguredFilterOfAnInitializerFailsTheApplication() {
    // It runs behind the check, so that only the filter itself can notice.
    WebApp app = app("/class").initializer(initializer(WRONG));
    if (container.dropsFailedFilters()) {
      // The server may come to the check behind it, and refuse, or before it, and find the filters
      // shut.
      if (catchThrowable(() -> container.start(app).close()) == null) {
        assertThat(log.lines("GP014")).hasSize(3);
      }
    }
    assertThat(container.dropsFailedFilters() ? log.text() : failure(app))
        .contains("GP003: init-param [lease] of filter [", "was [5m]");
  }

  @Test
  void misconfiguredInstanceOfAListenerFailsTheApplicationOrStaysShut() throws Exception {
    WebApp app = app("/hook").listener(WrongInstance.class);
    if (container.dropsFailedFilters()) {
      requireShut(app);
    } else {
      assertThat(failure(app)).contains("GP003: init-param [lease] of filter [hook]", "was [5m]");
    }
  }

  @Test
  void whereFailedFiltersAreDroppedItStaysAndLetsNothingThrough() throws Exception {
    // By a listener, whom no check of the deployment is behind.
    requireShut(app("/hook").listener(WrongInstanceWhereDropped.class));
  }

  private void requireShut(WebApp app) throws Exception {
    try (Server server = container.start(app)) {
      Post post = Post.signed("x-signature", "s3cr3t", Clock.systemUTC().instant(), "{}");
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(500);
    }
    assertThat(log.lines("GP014"))
        .containsExactly(
            "GP014: filter [hook] could not start, and this server would go on without it: it"
                + " answers every request with 500 instead");
    assertThat(log.text()).contains("GP003: init-param [lease] of filter [hook]", "was [5m]");
  }

  @Test
  void serversThatDropFailedFiltersAreKnown() {
    String catalina = "org.apache.catalina.core.ApplicationContextFacade";
    assertThat(FailedFilters.areDropped(catalina, "Payara Micro #badassfish")).isTrue();
    assertThat(FailedFilters.areDropped(catalina, "Eclipse GlassFish 7.0.0")).isTrue();
    assertThat(FailedFilters.areDropped(catalina, "")).isTrue();
    assertThat(FailedFilters.areDropped(catalina, null)).isTrue();
    assertThat(FailedFilters.areDropped(catalina, "Apache Tomcat/10.1.0")).isFalse();
    assertThat(FailedFilters.areDropped(catalina, "Apache TomEE/10.0.0")).isFalse();
    assertThat(FailedFilters.areDropped("org.eclipse.jetty.X", "jetty/12.0.0")).isFalse();
    assertThat(FailedFilters.areDropped("io.undertow.X", "WildFly Full")).isFalse();
  }
}
