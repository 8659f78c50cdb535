package org.gatepost.signature.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatepost.signature.InvalidSchemeException;
import org.gatepost.signature.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks a rule of the scheme language is refused by key, rule and value. */
class SchemeRulesTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "algorithm", "HMAC-SHA256", "signature", "{header:X-Sign}", "signed-content", "{body}");

  @Test
  void leastSchemeHasThreeKeys() {
    Scheme scheme = Scheme.of("custom", LEAST);

    assertThat(scheme.name()).isEqualTo("custom");
    assertThat(scheme.tolerance()).isEmpty();
    assertThat(scheme.maxBodyInBytes()).isEqualTo(1 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"algorithm", "signature", "signed-content"})
  void requiredKeyMustBeGiven(String key) {
    Map<String, String> keys = new HashMap<>(LEAST);
    keys.remove(key);

    assertRefused(() -> Scheme.of("custom", keys), key, "must be given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "algorithm|HMAC-MD4|must be one of [HMAC-MD5, HMAC-SHA1, HMAC-SHA256, HMAC-SHA384, HMAC-SHA512, MD5",
        "algorithm|''|must be one of [HMAC-MD5, HMAC-SHA1",
        "signature|X-Sign|must be places such as {header:NAME}",
        "signature|sha256={header:X-Sign}|must be places such as {header:NAME}",
        "signature|{body}|must be places such as {header:NAME}",
        "signature|{header:}|must give a name in {header:NAME}",
        "signature|{header:X Sign}|must name a header in {header:NAME}",
        "signature|{header:A,B}|must name a header in {header:NAME}",
        "signature-format|List|must be one of [single, list, elements, positional]",
        "signature-separator|;|must be one of [ampersand, comma, semicolon, space]",
        "encoding|text|must be hex, base64 or base64url",
        "encoding|HEX|must be one of [hex, base64, base64url, text]",
        "signed-content|''|must not be empty",
        "signed-content|{body|must close each { with }",
        "signed-content|{sekret}{body}|must refer to something in a request, such as {body}",
        "signed-content|{body:x}|must give {body} nothing after a colon",
        "signed-content|{json:id}{body}|must be a JSON pointer",
        "signed-content|{json:/a~2}{body}|must be a JSON pointer",
        "type|{element:}|must give a name in {element:NAME}",
        "id|constant|must refer to headers, elements, query parameters or fields of the body",
        "id|{json:/id} or constant|must refer to headers, elements, query parameters or fields of the body",
        "id|{id}|must refer to headers, elements, query parameters or fields of the body",
        "id|{body}|must refer to headers, elements, query parameters or fields of the body",
        "id|{time}|must refer to headers, elements, query parameters or fields of the body",
        "type|{body}|must not refer to bytes or the secret",
        "type|{json:/type} or {sha256:body}|must not refer to bytes or the secret",
        "type|{secret}|must not refer to bytes or the secret",
        "require|{body} is {}|must not refer to bytes or the secret",
        "signed-content|{body} or  or {body}|must not be empty",
        "signed-by|somebody|must be one of [template, http-message, draft-cavage",
        "key|id|must be digest, digest and type, or none: the signature does not cover the id",
        "key|digest-and-type|must come with type",
        "key|hash|must be none, or id or digest, joined by and with type, id or time",
        "tolerance|PT5M|must be absent: this scheme signs no time",
        "tolerance|none|must be absent: this scheme signs no time",
        "time-unit|m|must be one of [s, ms, s-or-ms, rfc3339, iso-utc, http-date, http-date-utc]",
        "secret-encoding|utf8|must be one of [hex, base64, base64url, text]",
        "signed-content|{sha256:{body}}{body}|must digest {...:body}",
        "signed-content|{sha256:time}{body}|must digest {...:body}",
        "unsigned-body|yes|must be true or false",
        "signature-prefix-optional|1|must be one of [false, true, unsent]",
        "methods|TRACE|must be some of [DELETE, GET, PATCH, POST, PUT]",
        "methods|post|must be some of [DELETE, GET, PATCH, POST, PUT]",
        "methods|POST GET|must be some of [DELETE, GET, PATCH, POST, PUT]",
        "require|{header:A}=1|must be of the form {header:NAME} is VALUE",
        "require|A is 1|must be of the form {header:NAME} is VALUE",
        "require|{header:A} is 1 and B|must be of the form {header:NAME} is VALUE",
        "max-body|0|must be a size from 1 to 1G",
        "max-body|-1|must be a size from 1 to 1G",
        "max-body|1.5M|must be a size from 1 to 1G",
        "max-body|1MB|must be a size from 1 to 1G",
        "max-body|2G|must be a size from 1 to 1G",
        "max-body|1025M|must be a size from 1 to 1G",
        "max-body|999999999G|must be a size from 1 to 1G",
        "max-body|١M|must be a size from 1 to 1G",
        "max-body|''|must be a size from 1 to 1G",
      })
  void brokenRuleIsStatedWithItsValue(String key, String value, String rule) {
    assertThatExceptionOfType(InvalidSchemeException.class)
        .isThrownBy(() -> with(key, value))
        .withMessageStartingWith("key [" + key + "] " + rule)
        .withMessageContaining("was [" + value + "]")
        .satisfies(
            e -> {
              assertThat(e.key()).isEqualTo(key);
              assertThat(e.getMessage()).isEqualTo("key [" + key + "] " + e.rule());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"{body}", "{json:/a}{sha256:body}", "{secret}"})
  void handshakeIsAnsweredWithText(String answer) {
    Map<String, String> keys = new HashMap<>(LEAST);
    keys.put("handshake-when", "{json:/type} is ping");
    keys.put("handshake-answer", answer);

    assertRefused(
        () -> Scheme.of("custom", keys),
        "handshake-answer",
        "must not refer to bytes or the secret");
  }

  @Test
  void handshakeIsRecognizedByText() {
    Map<String, String> keys = new HashMap<>(LEAST);
    keys.put("handshake-when", "{body} is ping");
    keys.put("handshake-answer", "pong");

    assertRefused(
        () -> Scheme.of("custom", keys), "handshake-when", "must not refer to bytes or the secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{time}{body} or {body}", "{body} or {time}{body}"})
  void timeMustBeInEachContent(String content) {
    assertRefused(
        () -> Scheme.of("slack", Map.of("signed-content", content)),
        "time",
        "must be given where signed-content has {time}");
  }

  @Test
  void bodyMustBeInEachContent() {
    assertRefused(
        () -> with("signed-content", "{body} or {url}"), "signed-content", "must have {body}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{secret}{body} or {body}", "{body} or {secret}{body}"})
  void secretMustBeInEachContentOfADigest(String content) {
    Map<String, String> keys = new HashMap<>(LEAST);
    keys.put("signed-content", content);
    assertRefused(() -> Scheme.of("custom", keys), "signed-content", "must have {secret} just");
    keys.put("algorithm", "SHA256");
    assertRefused(() -> Scheme.of("custom", keys), "signed-content", "must have {secret} just");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "twilio|signed-content|{body}|signed-content|must be left out: signed-by says what is signed",
        "twilio|unsigned-body|true|unsigned-body|must be true just where signed-by leaves",
        "mercado-pago|unsigned-body|false|unsigned-body|must be true just where signed-by leaves",
        "twilio|algorithm|TOKEN|algorithm|must be one that the sender in signed-by uses",
        "twilio|algorithm|ED25519|algorithm|must be one that the sender in signed-by uses",
        "twilio|algorithm|MD5|algorithm|must be one that the sender in signed-by uses",
        "twilio|time|{header:Date}|time|must be given where signed-content has {time}",
        "hygraph|signature-format|single|signature-element|and [signature-format=elements] must be",
        "contentful|key|id|key|must be digest, digest and type, or none",
        "mandrill|id|{form:id}|key|",
      })
  void codeHasRulesOfItsOwn(String preset, String key, String value, String broken, String rule) {
    Map<String, String> keys = rule == null ? Map.of(key, value, "key", "id") : Map.of(key, value);
    assertRefused(() -> Scheme.of(preset, keys), broken, rule == null ? "must be digest" : rule);
  }

  @Test
  void codeThatSignsATimeMustBeToldWhereItIs() {
    Map<String, String> keys =
        Map.of(
            "signed-by", "contentful", "algorithm", "HMAC-SHA256", "signature", "{header:X-Sign}");
    assertRefused(() -> Scheme.of("custom", keys), "time", "must be given where signed-content");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5m",
        "300",
        "PT",
        "PT0S",
        "PT0.999S",
        "-PT5M",
        "PT24H1S",
        "P2D",
        "",
        "None",
        "P1Y"
      })
  void toleranceIsADurationFromOneSecondToADay(String tolerance) {
    assertRefused(
        () -> Scheme.of("stripe", Map.of("tolerance", tolerance)),
        "tolerance",
        "must be an ISO-8601 duration from PT1S to PT24H, or none, was [" + tolerance + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT24H", "P1D", "PT1.5S", "none"})
  void toleranceIncludesItsBounds(String tolerance) {
    assertThat(Scheme.of("stripe", Map.of("tolerance", tolerance)).name()).isEqualTo("stripe");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "512,512", "1K,1024", "25M,26214400", "1G,1073741824", "1024M,1073741824"})
  void sizeMayBeInPowersOf1024(String text, int size) {
    assertThat(with("max-body", text).maxBodyInBytes()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{header:|A}", "{header:A|}", "{header:A||B}", "{header:A| B}"})
  void aliasOfAHeaderMustBeAHeaderName(String signature) {
    assertRefused(
        () -> with("signature", signature),
        "signature",
        "must name a header in {header:NAME} (RFC 9110, section 5.1), was [" + signature + "]");
  }

  @Test
  void unknownKeyIsRefusedWithTheKnownOnes() {
    assertRefused(() -> with("Algorithm", "x"), "Algorithm", "is not a key of a scheme");
    assertRefused(() -> with("secrets", "x"), "secrets", "signature-separator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gitlabb",
        "",
        "GitHub",
        "../github",
        "./github",
        "../schemes/github",
        "github.properties",
        "a/b",
        "-a",
        "git hub"
      })
  void unknownPresetIsRefused(String name) {
    assertRefused(
        () -> Scheme.preset(name),
        "scheme",
        "must be custom or the name of a preset, was [" + name + "]");
  }

  private static Scheme with(String key, String value) {
    Map<String, String> keys = new HashMap<>(LEAST);
    if (key.equals("key")) {
      keys.put("id", "{header:X-Id}");
    }
    keys.put(key, value);
    return Scheme.of("custom", keys);
  }

  private static void assertRefused(ThrowingCallable reading, String key, String rule) {
    assertThatExceptionOfType(InvalidSchemeException.class)
        .isThrownBy(reading)
        .satisfies(e -> assertThat(e.key()).isEqualTo(key))
        .withMessageContaining("key [" + key + "] ")
        .withMessageContaining(rule);
  }
}
