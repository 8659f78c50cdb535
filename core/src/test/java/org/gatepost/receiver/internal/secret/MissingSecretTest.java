package org.gatepost.receiver.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gatepost.InvalidSettingException;
import org.gatepost.receiver.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a secret that may come is waited for. */
class MissingSecretTest {
  @TempDir Path folder;

  private final Map<String, String> params =
      new HashMap<>(Map.of("scheme", "github", "missing-secret", "refuse"));

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("blank"), "\n");
    Files.writeString(folder.resolve("long"), "x".repeat(65_537));
    Files.write(folder.resolve("latin"), "\u00fc".getBytes(StandardCharsets.ISO_8859_1));
  }

  private Settings read(String secret) {
    params.put("secret", secret.replace("FOLDER", folder.toString()));
    return Settings.read("hook", params);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env:GATEPOST_NO_SUCH",
        "property:gatepost.no.such",
        "file:FOLDER/none",
        "file:FOLDER/blank",
        "file:FOLDER",
        "jndi:none",
        "jndi:java:comp/env/none",
        "literal:s3cr3t,env:GATEPOST_NO_SUCH",
      })
  void secretThatIsNotThereMayCome(String secret) {
    SecretSettings secrets = read(secret).secrets();
    assertThat(secrets.found().stream().filter(found -> found.text() == null)).hasSize(1);
    assertThat(secrets.labels()).hasSameSizeAs(secrets.found());
    params.put("missing-secret", "fail");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read(secret))
        .withMessageStartingWith("GP005");
  }

  @ParameterizedTest
  @CsvSource({
    "env:, GP005",
    "'literal: ', GP005",
    "file:secret, GP005",
    "file:FOLDER/long, GP005",
    "file:FOLDER/latin, GP005",
    "jndi:ldap://127.0.0.1/x, GP005",
    "config:secret, GP007",
    "secret, GP004",
    "env:A;label=, GP060",
    "'env:GATEPOST_NO_SUCH,env:', GP005",
    "'', GP002",
  })
  void otherMistakesFailTheDeployment(String secret, String code) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read(secret))
        .withMessageStartingWith(code);
  }

  @Test
  void secretThatIsWrittenWronglyFailsTheDeployment() {
    params.put("scheme", "standard-webhooks");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read("literal:not*base64,env:GATEPOST_NO_SUCH"))
        .withMessageStartingWith("GP006");
  }

  @Test
  void keyThatTheSchemeNeedsFailsTheDeployment() {
    params.put("scheme", "paypal");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read("env:GATEPOST_NO_SUCH"))
        .withMessageStartingWith("GP003: init-param [webhook-id]");
  }

  @Test
  void handshakeTokenMayComeToo() {
    params.put("scheme", "meta");
    params.put("handshake-token", "env:GATEPOST_NO_SUCH");
    assertThat(read("literal:s3cr3t").handshakes().tokens().get(0).text()).isNull();
  }

  @Test
  void wordIsOneOfTwo() {
    params.put("missing-secret", "ignore");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read("literal:s3cr3t"))
        .withMessageStartingWith(
            "GP003: init-param [missing-secret] of filter [hook] must be fail or refuse, was"
                + " [ignore]");
  }
}
