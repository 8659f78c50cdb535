package org.gatepost.filter.path;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepost.Delivery;
import org.gatepost.filter.WebhookFilter;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Post;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.gatepost.fixture.SettableClock;
import org.gatepost.fixture.Spellings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Whatever a server and what stands on it make of a path: nothing that reads it as a guarded one
 * gets a request that has not passed. What lies beside it stays open. {@code gatepost.spellings} is
 * how many spellings of each path are tried.
 */
@InEachContainer
class SpellingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Post GENUINE = Post.signed("x-signature", "s3cr3t", NOW, "{}");
  private static final String GUARDED = "/api/hooks/github";
  private static final int SPELLINGS = Integer.getInteger("gatepost.spellings", 210);

  // Static, as frameworks make the objects that count.
  private static final AtomicInteger REACHED = new AtomicInteger();
  private static final AtomicInteger UNVERIFIED = new AtomicInteger();
  private static final AtomicInteger BESIDE = new AtomicInteger();

  @RegisterExtension final Log log = new Log().ofEcho();
  @Parameter Container container;

  private static void reach(HttpServletRequest request) {
    REACHED.incrementAndGet();
    if (request.getAttribute(Delivery.ATTRIBUTE) == null) {
      UNVERIFIED.incrementAndGet();
    }
  }

  /** What stands behind the filter. */
  enum Target {
    /** One pattern for both. */
    SERVLET(GUARDED) {
      @Override
      WebApp behind(WebApp app) {
        return app.servlet(GUARDED, (request, response) -> reach(request))
            .servlet("/api/hooks/other", (request, response) -> BESIDE.incrementAndGet());
      }
    },
    BELOW("/api/hooks/*") {
      @Override
      WebApp behind(WebApp app) {
        return app.servlet("/api/hooks/*", (request, response) -> reach(request))
            .servlet("/api/open/*", (request, response) -> BESIDE.incrementAndGet());
      }

      @Override
      List<String> beside() {
        return List.of("/api/open/github", "/api/open/hooks/github", "/api/open");
      }
    },
    /** A servlet that reads the path again, as carelessly as one may. */
    CARELESS(GUARDED) {
      @Override
      WebApp behind(WebApp app) {
        return app.servlet(
            "/api/*",
            (request, response) -> {
              if (carelessly(request.getRequestURI()).equals(GUARDED)
                  || carelessly("/api" + request.getPathInfo()).equals(GUARDED)) {
                reach(request);
              } else {
                BESIDE.incrementAndGet();
              }
            });
      }
    },
    JERSEY(GUARDED) {
      @Override
      WebApp behind(WebApp app) {
        return jersey(app, "/api/*");
      }
    },
    JERSEY_AT_THE_ROOT("/hooks/github") {
      @Override
      WebApp behind(WebApp app) {
        return jersey(app, "/*");
      }

      @Override
      String plain() {
        return "/hooks/github";
      }

      @Override
      List<String> beside() {
        return List.of("/hooks/other", "/hooks/github/other", "/hooks/github2");
      }
    },
    /** In the chain between the guard's two places. */
    JERSEY_AS_FILTER("/hooks/github") {
      @Override
      WebApp behind(WebApp app) {
        // Tomcat has no chain where it has no servlet.
        app.servlet("/*", (request, response) -> response.setStatus(404));
        return app.part(
            context -> {
              FilterRegistration.Dynamic filter = context.addFilter("jersey", JERSEY_CLASS);
              filter.setInitParameters(JERSEY_PARAMS);
              filter.setAsyncSupported(true);
              filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
            });
      }

      @Override
      String plain() {
        return "/hooks/github";
      }

      @Override
      List<String> beside() {
        return List.of("/hooks/other", "/hooks/github/other", "/hooks/github2");
      }
    },
    /** The server's own idea of the path leads to the one, all others to the other. */
    SERVLET_AND_JERSEY(GUARDED) {
      @Override
      WebApp behind(WebApp app) {
        return jersey(app, "/api/*").servlet(GUARDED, (request, response) -> reach(request));
      }
    },
    SPRING(GUARDED) {
      @Override
      WebApp behind(WebApp app) {
        return spring(app, "/api/*", Parsing.class);
      }
    },
    SPRING_AT_THE_ROOT("/hooks/github") {
      @Override
      WebApp behind(WebApp app) {
        return spring(app, "/", Parsing.class);
      }

      @Override
      String plain() {
        return "/hooks/github";
      }

      @Override
      List<String> beside() {
        return List.of("/hooks/other", "/hooks/github/other", "/hooks/github2");
      }
    },
    /** With all that Spring has ever matched. */
    SPRING_WITH_SUFFIXES(GUARDED) {
      @Override
      WebApp behind(WebApp app) {
        return spring(app, "/api/*", Matching.class);
      }
    };

    private static final String JERSEY_CLASS = "org.glassfish.jersey.servlet.ServletContainer";
    private static final Map<String, String> JERSEY_PARAMS =
        Map.of(
            "jakarta.ws.rs.Application",
            Resources.class.getName(),
            "jersey.config.server.mediaTypeMappings",
            "json : application/json, xml : application/xml");

    private final String pattern;

    Target(String pattern) {
      this.pattern = pattern;
    }

    abstract WebApp behind(WebApp app);

    String plain() {
      return GUARDED;
    }

    List<String> beside() {
      return List.of("/api/hooks/other");
    }

    // By its name, as on Payara it is the server's.
    private static WebApp jersey(WebApp app, String mapping) {
      return app.part(
          context -> {
            ServletRegistration.Dynamic servlet = context.addServlet("resources", JERSEY_CLASS);
            servlet.setInitParameters(JERSEY_PARAMS);
            servlet.setAsyncSupported(true);
            servlet.addMapping(mapping);
          });
    }

    private static WebApp spring(WebApp app, String mapping, Class<?> configuration) {
      return app.part(
          context -> {
            AnnotationConfigWebApplicationContext beans =
                new AnnotationConfigWebApplicationContext();
            beans.register(configuration, Controller.class);
            ServletRegistration.Dynamic servlet =
                context.addServlet("controllers", new DispatcherServlet(beans));
            servlet.setAsyncSupported(true);
            servlet.addMapping(mapping);
          });
    }
  }

  private static String carelessly(String path) {
    String read = path;
    for (int i = 0; i < 2; i++) {
      read = read.replace('\\', '/').replaceAll(";[^/]*", "").replaceAll("/+", "/");
      read = read.replaceAll("/\\.(?=/|$)", "").replaceAll("/[^/]+/\\.\\.(?=/|$)", "");
      try {
        read = URLDecoder.decode(read.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return read;
      }
    }
    return read.strip().replaceAll(";[^/]*", "").replaceAll("/+", "/").replaceAll("/$", "");
  }

  /** The resources. */
  public static final class Resources extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return Set.of(Hooks.class);
    }
  }

  /** One behind the filter, and others beside it. */
  @Path("hooks")
  public static final class Hooks {
    @POST
    @Path("github")
    public String github(@Context HttpServletRequest request) {
      reach(request);
      return "";
    }

    @POST
    @Path("{name : other|github/other|github2}")
    public String other() {
      BESIDE.incrementAndGet();
      return "";
    }
  }

  /** The same for Spring. */
  @RestController
  public static class Controller {
    @PostMapping({"/hooks/github"})
    public void github(HttpServletRequest request, HttpServletResponse response) {
      reach(request);
    }

    @PostMapping({"/hooks/other", "/hooks/github/other", "/hooks/github2"})
    public void other(HttpServletResponse response) {
      BESIDE.incrementAndGet();
    }
  }

  /** As Spring is by itself. */
  @Configuration
  @EnableWebMvc
  public static class Parsing {}

  /** As it was. */
  @Configuration
  @EnableWebMvc
  @SuppressWarnings("deprecation")
  public static class Matching implements WebMvcConfigurer {
    @Override
    public void configurePathMatch(PathMatchConfigurer paths) {
      paths
          .setPathMatcher(new AntPathMatcher())
          .setUseTrailingSlashMatch(true)
          .setUseSuffixPatternMatch(true);
    }
  }

  @BeforeEach
  void forget() {
    REACHED.set(0);
    UNVERIFIED.set(0);
    BESIDE.set(0);
  }

  private Server start(Target target) throws Exception {
    Map<String, String> params =
        Map.of("scheme", "x-signature", "secret", "literal:s3cr3t", "ledger", "none");
    WebhookFilter filter = new WebhookFilter(new SettableClock(NOW));
    return container.start(
        target.behind(
            new WebApp().filter("github", filter, params, target.pattern, DispatcherType.REQUEST)));
  }

  private static String exchange(Server server, String path, String signature) throws Exception {
    return server.exchange(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Signature: "
            + signature
            + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n",
        "{}".getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void nothingUnverifiedReachesTheTarget(Target target) throws Exception {
    String signature = GENUINE.headers().get("X-Signature");
    List<String> leaks = new ArrayList<>();
    List<String> spellings = Spellings.of(target.plain(), SPELLINGS);
    assertThat(spellings).hasSizeGreaterThanOrEqualTo(200);
    try (Server server = start(target)) {
      assertThat(exchange(server, target.plain(), "0".repeat(64))).startsWith("HTTP/1.1 401");
      for (String spelling : spellings) {
        exchange(server, spelling, "0".repeat(64));
        if (REACHED.getAndSet(0) > 0) {
          leaks.add(spelling);
        }
      }
      assertThat(leaks).isEmpty();
      exchange(server, target.plain(), signature);
      assertThat(REACHED).hasValue(1);
      for (String spelling : spellings) {
        exchange(server, spelling, signature);
      }
      assertThat(UNVERIFIED).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void whatLiesBesideStaysOpen(Target target) throws Exception {
    try (Server server = start(target)) {
      for (String path : target.beside()) {
        BESIDE.set(0);
        exchange(server, path, "0".repeat(64));
        assertThat(BESIDE).as(path).hasValue(1);
        exchange(server, path + "?x=%2Fapi%2Fhooks%2Fgithub", "0".repeat(64));
        assertThat(BESIDE).as(path).hasValue(2);
      }
    }
    assertThat(REACHED).hasValue(0);
  }
}
