package org.gatepost.filter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.gatepost.filter.fixture.Container;
import org.gatepost.filter.fixture.InEachContainer;
import org.gatepost.filter.fixture.Server;
import org.gatepost.filter.fixture.WebApp;
import org.gatepost.fixture.Log;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the init-params fails the deployment, and says what, rule and value. */
@InEachContainer
class ConfigurationTest {
  private static final String PROPERTY = "org.gatepost.filter.ConfigurationTest";

  @RegisterExtension final Log log = new Log();
  @Parameter Container container;

  private final Map<String, String> params =
      new HashMap<>(Map.of("scheme", "broxi", "secret", "literal:s3cr3t"));

  @AfterEach
  void clearProperty() {
    System.clearProperty(PROPERTY);
  }

  /** Deploys, and gives all that is said about why that fails. */
  private String failure() {
    WebApp app = new WebApp().guard("hook", Clock.systemUTC(), params);
    Throwable thrown =
        catchThrowable(
            () -> {
              try (Server server = container.start(app)) {
                assertThat(server.port()).isPositive();
              }
            });
    assertThat(thrown).as("the deployment succeeded").isNotNull();
    // Tomcat says it in its log, Jetty by the exception.
    return log.text() + thrown;
  }

  @Test
  void unknownInitParamIsNamedBesideTheKnown() {
    params.put("tolerence", "PT5M");
    assertThat(failure())
        .contains("GP001: init-param [tolerence] of filter [hook] is unknown; known are [")
        .contains("tolerance", "max-body", "secret");
  }

  @Test
  void schemeMustBeGiven() {
    params.remove("scheme");
    assertThat(failure()).contains("GP002: init-param [scheme] of filter [hook] must be given");
  }

  @Test
  void presetMustBeKnown() {
    params.put("scheme", "gihub");
    assertThat(failure())
        .contains("GP003: init-param [scheme] of filter [hook] must be", "was [gihub]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../broxi", "BROXI", "broxi.properties", "broxi\u0000"})
  void presetIsANameAndNoPath(String name) {
    params.put("scheme", name);
    assertThat(failure()).contains("GP003: init-param [scheme]");
  }

  @Test
  void keyThatAPresetCannotKnowMustBeGiven() {
    params.put("scheme", "paypal");
    assertThat(failure())
        .contains("GP003: init-param [webhook-id] of filter [hook] must be given: the id");
  }

  @Test
  void handshakeTokenIsReadAsASecretIs() {
    params.put("scheme", "meta");
    params.put("handshake-token", "v3rify");
    assertThat(failure())
        .contains("GP004: init-param [handshake-token] of filter [hook]")
        .doesNotContain("v3rify");
    params.put("handshake-token", "env:NO_SUCH_VARIABLE");
    assertThat(failure()).contains("GP005: secret [env:NO_SUCH_VARIABLE]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"handshake-token", "learned-secret-file"})
  void whatNoHandshakeUsesMustBeLeftOut(String name) {
    params.put(name, "literal:v3rify");
    assertThat(failure())
        .contains(
            "GP003: init-param ["
                + name
                + "] of filter [hook] must be left out: no handshake of scheme [broxi] has one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "/no/such/folder/secret", "/", "", "/a\u0000b"})
  void learnedSecretNeedsAPlace(String file) {
    params.put("scheme", "asana");
    params.put("learned-secret-file", file);
    assertThat(failure())
        .contains("GP003: init-param [learned-secret-file] of filter [hook] must be the absolute");
  }

  @Test
  void secretMustBeGiven() {
    params.remove("secret");
    assertThat(failure()).contains("GP002: init-param [secret] of filter [hook] must be given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\t\n"})
  void secretMustNotBeBlank(String secret) {
    params.put("secret", secret);
    assertThat(failure()).contains("GP002: init-param [secret] of filter [hook] must be given");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"t0p-s3cr3t", "env:PATH,t0p-s3cr3t", "ENV:t0p-s3cr3t", "vault:t0p-s3cr3t"})
  void secretThatIsNoReferenceIsNotShown(String secret) {
    params.put("secret", secret);
    if (!secret.startsWith("env:")) {
      assertThat(failure()).contains("GP004: init-param [secret]").doesNotContain("t0p-s3cr3t");
    } else {
      // Taken for a part of the variable's name, which is shown.
      assertThat(failure()).contains("GP005: secret [env:PATH,t0p-s3cr3t]");
    }
  }

  @Test
  void environmentVariableMustBeSet() {
    params.put("secret", "env:GATEPOST_NO_SUCH_VARIABLE");
    assertThat(failure())
        .contains(
            "GP005: secret [env:GATEPOST_NO_SUCH_VARIABLE] of filter [hook] must be set"
                + " and not blank: it is not set");
  }

  @Test
  void propertyMustBeSet() {
    params.put("secret", "property:" + PROPERTY);
    assertThat(failure()).contains("GP005: secret [property:" + PROPERTY + "]", "is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void propertyMustNotBeBlank(String value) {
    System.setProperty(PROPERTY, value);
    params.put("secret", "property:" + PROPERTY);
    assertThat(failure()).contains("GP005: secret [property:" + PROPERTY + "]", "is blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"env:", "property:", "config:", "file:", "jndi:", "literal:", "literal:  "})
  void referenceMustPointSomewhere(String reference) {
    params.put("secret", reference);
    assertThat(failure()).contains("GP005: secret [" + reference.split(":", 2)[0]);
  }

  @Test
  void oneOfSeveralSecretsThatIsNotSetIsOneTooMany() {
    params.put("secret", "literal:fine,env:GATEPOST_NO_SUCH_VARIABLE");
    assertThat(failure()).contains("GP005: secret [env:GATEPOST_NO_SUCH_VARIABLE]");
  }

  @Test
  void secretMustBeEncodedAsItsSchemeSays() {
    params.put("scheme", "standard-webhooks");
    params.put("secret", "literal:whsec_not*base64");
    assertThat(failure())
        .contains("GP006: init-param [secret] of filter [hook]", "literal[1]", "base64")
        .doesNotContain("not*base64");
  }

  @Test
  void configNeedsMicroProfileConfig() {
    params.put("secret", "config:webhooks.secret");
    // Payara brings it, and then the value must be there.
    boolean there = container == Container.PAYARA_MICRO;
    assertThat(failure())
        .contains(
            (there ? "GP005" : "GP007") + ": secret [config:webhooks.secret] of filter [hook] ",
            there ? "must be set" : "needs MicroProfile");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5m", "PT0S", "PT0.5S", "PT24H1S", "-PT5M", "", "NONE", "PT99999999999H"})
  void toleranceMustBeADurationWithinItsBounds(String tolerance) {
    params.put("tolerance", tolerance);
    assertThat(failure())
        .contains(
            "GP003: init-param [tolerance] of filter [hook] must be an ISO-8601 duration"
                + " from PT1S to PT24H, or none, was ["
                + tolerance
                + "]");
  }

  @Test
  void toleranceIsForSchemesThatSignATime() {
    params.put("scheme", "github");
    params.put("tolerance", "PT5M");
    assertThat(failure()).contains("GP003: init-param [tolerance] of filter [hook] must be absent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3d", "PT59S", "P365DT1S", "-P3D", "", "forever", "PT99999999999H"})
  void rememberMustBeADurationWithinItsBounds(String remember) {
    params.put("remember", remember);
    assertThat(failure())
        .contains(
            "GP003: init-param [remember] of filter [hook] must be an ISO-8601 duration"
                + " from PT1M to P365D, or none, was ["
                + remember
                + "]");
  }

  @Test
  void rememberMustBeTwiceTheTolerance() {
    params.put("tolerance", "PT1H");
    params.put("remember", "PT1H59M59.999S");
    assertThat(failure())
        .contains("GP008: init-param [remember] of filter [hook] must be at least twice")
        .contains("was [PT1H59M59.999S], tolerance is [PT1H]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT9.999S", "PT24H0.001S", "5m", ""})
  void leaseMustBeWithinItsBounds(String lease) {
    params.put("lease", lease);
    assertThat(failure())
        .contains(
            "GP003: init-param [lease] of filter [hook] must be an ISO-8601 duration from PT10S to"
                + " PT24H, was ["
                + lease
                + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10S", "PT24H", " PT1H "})
  void leaseMayBeAtItsBounds(String lease) throws Exception {
    params.put("lease", lease);
    container.start(new WebApp().guard("hook", Clock.systemUTC(), params)).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:", "jdbc: ", "jcache:", "jcache: ", "Memory", "redis", ""})
  void ledgerMustBeKnown(String ledger) {
    params.put("ledger", ledger);
    assertThat(failure())
        .contains(
            "GP003: init-param [ledger] of filter [hook] must be memory, jdbc:JNDI-NAME,"
                + " jcache:CACHE-NAME or none",
            "was [" + ledger.strip() + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5M", "2G", "1 M", "1m", "9999999999", ""})
  void maxBodyMustBeASizeWithinItsBounds(String size) {
    params.put("max-body", size);
    assertThat(failure())
        .contains("GP003: init-param [max-body] of filter [hook] must be a size from 1 to 1G")
        .contains("was [" + size + "]");
  }

  @Test
  void schemeKeyMustKeepItsRule() {
    params.put("signed-content", "{time}");
    assertThat(failure())
        .contains("GP003: init-param [signed-content] of filter [hook] must have {body}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "PT0.999S", "PT24H0.001S", "PT0S", "-PT1M", "", "NONE"})
  void secretOverlapMustBeADurationWithinItsBounds(String overlap) {
    params.put("secret-overlap", overlap);
    assertThat(failure())
        .contains(
            "GP003: init-param [secret-overlap] of filter [hook] must be an ISO-8601 duration"
                + " from PT1S to PT24H, or none, was ["
                + overlap
                + "]");
  }

  @ParameterizedTest
  @CsvSource({"/no/such/file, the file does not exist", "secret, its path must be absolute"})
  void fileMustBeThere(String path, String why) {
    params.put("secret", "file:" + path);
    assertThat(failure())
        .contains(
            "GP005: secret [file:" + path + "] of filter [hook] must be set and not blank: " + why);
  }
}
