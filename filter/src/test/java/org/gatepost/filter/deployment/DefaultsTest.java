package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Context-params that are the defaults of every filter's init-params. */
@InEachContainer
class DefaultsTest {
  private static final Map<String, String> GITHUB =
      Map.of("scheme", "github", "secret", "literal:s3cr3t");
  private static final Map<String, String> ASANA =
      Map.of("scheme", "asana", "secret", "literal:s3cr3t");

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  /** What the log says of a source that has started. */
  private String summary(Map<String, String> params, Map<String, String> defaults)
      throws Exception {
    try (Server server = container.start(app(params, defaults))) {
      assertThat(server.port()).isPositive();
    }
    return log.lines("GP010").get(0);
  }

  private static WebApp app(Map<String, String> params, Map<String, String> defaults) {
    WebApp app = new WebApp();
    defaults.forEach(app::param);
    return app.guard("hook", Clock.systemUTC(), params);
  }

  private void assertFails(
      Map<String, String> params, Map<String, String> defaults, String message) {
    Throwable thrown = catchThrowable(() -> container.start(app(params, defaults)).close());
    assertThat(thrown).as("the deployment succeeded").isNotNull();
    // Tomcat says it in its log, Jetty by the exception.
    assertThat(log.text() + thrown).contains(message);
  }

  @Test
  void contextParamIsTheDefaultOfEveryFilter() throws Exception {
    assertThat(
            summary(
                GITHUB,
                Map.of(
                    "gatepost.lease", "PT1H",
                    "gatepost.remember", "P7D",
                    "gatepost.mode", "observe",
                    "gatepost.healthy-above", "99")))
        .contains("remember PT168H, lease PT1H", "mode observe, healthy above 99.0 %");
  }

  @Test
  void filterHasItsOwn() throws Exception {
    Map<String, String> own = new TreeMap<>(GITHUB);
    own.put("lease", "PT2H");
    own.put("remember", "P2D");
    assertThat(summary(own, Map.of("gatepost.lease", "PT1H", "gatepost.remember", "P7D")))
        .contains("remember PT48H, lease PT2H");
  }

  @Test
  void schemeAndSecretMayBeDefaultsToo() throws Exception {
    assertThat(
            summary(
                Map.of(), Map.of("gatepost.scheme", "github", "gatepost.secret", "literal:s3cr3t")))
        .contains("scheme github, secrets [literal[1]]");
  }

  @Test
  void presetKnowsBetterWhatNotToRemember() throws Exception {
    Map<String, String> token = Map.of("scheme", "header-token", "secret", "literal:s3cr3t");
    assertThat(summary(token, Map.of("gatepost.remember", "P7D"))).contains("remember none");
  }

  @Test
  void defaultThatASourceHasNoUseForHasNoEffect() throws Exception {
    assertThat(
            summary(
                GITHUB,
                Map.of(
                    "gatepost.cache-manager", "caching-provider",
                    "gatepost.handshake-token", "literal:t0k3n",
                    "gatepost.learned-secret-file", "no/path")))
        .contains("scheme github");
  }

  @Test
  void whatThisFilterSaysForNothingIsRefusedAsBefore() {
    Map<String, String> own = new TreeMap<>(GITHUB);
    own.put("cache-manager", "caching-provider");
    assertFails(own, Map.of(), "GP003: init-param [cache-manager] of filter [hook] must be");
  }

  @Test
  void defaultThatDoesNotSuitIsNamedWithTheRule() {
    assertFails(
        GITHUB,
        Map.of("gatepost.lease", "1h", "gatepost.mode", "observe"),
        "GP038: context-param [gatepost.lease] does not suit filter [hook]; give that its own [lease]"
            + " or change the default: GP003: init-param [lease] of filter [hook] must be");
    assertFails(
        ASANA,
        Map.of("gatepost.learned-secret-file", "no/path"),
        "GP038: context-param [gatepost.learned-secret-file] does not suit filter [hook]");
  }

  @Test
  void mistakeOfTheFilterIsNotTheDefaults() {
    Map<String, String> own = new TreeMap<>(GITHUB);
    own.put("mode", "observed");
    assertFails(
        own, Map.of("gatepost.lease", "PT1H"), "GP003: init-param [mode] of filter [hook] must be");
    assertThat(log.text()).doesNotContain("GP038");
  }

  @Test
  void unknownContextParamIsRefusedWithTheNearest() {
    assertFails(
        GITHUB,
        Map.of("gatepost.ledgr", "none"),
        "GP038: context-param [gatepost.ledgr] is none; behind gatepost. may stand [allow-from,"
            + " application, audit, cache-manager,");
    assertThat(log.text()).doesNotContain("nearest is [lease]");
    assertFails(GITHUB, Map.of("gatepost.aplication", "x"), "nearest is [application]");
  }

  @Test
  void keyOfASchemeIsNoDefault() {
    assertFails(
        GITHUB,
        Map.of("gatepost.tolerance", "PT5M"),
        "GP038: context-param [gatepost.tolerance] describes one sender");
  }
}
