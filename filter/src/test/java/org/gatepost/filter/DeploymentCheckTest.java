package org.gatepost.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** A misconfigured filter fails the application, however it was added. */
@InEachContainer
class DeploymentCheckTest {
  private static final Map<String, String> FINE =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t");
  private static final Map<String, String> WRONG =
      Map.of("scheme", "broxi", "secret", "literal:s3cr3t", "tolerance", "5m");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final AtomicInteger initialized = new AtomicInteger();

  /** Tells whether the container has come to initializing filters. */
  private final Filter counting =
      new Filter() {
        @Override
        public void init(FilterConfig config) {
          initialized.incrementAndGet();
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {}
      };

  /** An application whose listener in {@code web.xml} adds a filter. */
  public static class AddsFilter implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      var filter = event.getServletContext().addFilter("added", WebhookFilter.class);
      filter.setInitParameters(WRONG);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/added");
    }
  }

  /** Needs a source before its filter has started, as the first request of some servers does. */
  public static class NeedsHookEarly implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      assertThat(SourceMappings.of(event.getServletContext()).openEarly("hook")).isNotNull();
    }
  }

  private WebApp app() {
    return new WebApp()
        .initializer(new DeploymentCheck())
        .filter("counting", counting, Map.of(), "/*", DispatcherType.REQUEST);
  }

  private String failure(WebApp app) {
    Throwable thrown = catchThrowable(() -> container.start(app).close());
    assertThat(thrown).as("the deployment succeeded").isNotNull();
    // Tomcat says it in its log, Jetty by the exception.
    return log.text() + thrown;
  }

  @Test
  void misconfiguredFilterFailsTheApplication() {
    assertThat(failure(app().guard("hook", Clock.systemUTC(), WRONG)))
        .contains("GP003: init-param [tolerance] of filter [hook] must be", "was [5m]");
  }

  @Test
  void filterThatAListenerAddsFailsTheApplicationByItselfOrStaysShut() throws Exception {
    WebApp app = app().listener(AddsFilter.class);
    String why = "";
    if (container.dropsFailedFilters()) {
      container.start(app).close();
      assertThat(log.lines("GP014")).hasSize(1);
      why = log.text();
    } else {
      why = failure(app);
    }
    assertThat(why).contains("GP003: init-param [tolerance] of filter [added] must be", "was [5m]");
  }

  @Test
  void applicationFailsBeforeAnyFilterIsInitialized() {
    assertThat(failure(app().guard("hook", Clock.systemUTC(), WRONG))).contains("GP003");
    assertThat(initialized).hasValue(0);
  }

  @Test
  void wellConfiguredFilterAndThoseOfOthersPass() throws Exception {
    container.start(app().guard("hook", Clock.systemUTC(), FINE)).close();
    assertThat(initialized).hasValue(1);
    assertThat(log.lines("GP010")).hasSize(1);
  }

  @Test
  void filterBringsItsClockToASourceThatIsOpen() throws Exception {
    Instant then = Instant.parse("2026-11-20T12:00:00Z");
    WebApp app =
        new WebApp()
            .initializer(new DeploymentCheck())
            .listener(NeedsHookEarly.class)
            .servlet("/hook", (request, response) -> response.setStatus(202));
    app.guard("hook", Clock.fixed(then, ZoneOffset.UTC), FINE);
    try (Server server = container.start(app)) {
      Post post = Post.signed("broxi", "s3cr3t", then, "{}");
      assertThat(server.post("/hook", post).statusCode()).isEqualTo(202);
      assertThat(log.lines("GP010")).hasSize(2);
    }
  }
}
